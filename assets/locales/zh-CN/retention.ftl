## 保存与清除：窗口和命令行共用
class-unknown = 无法判断事项的案件
class-automated = 无案件的自动邮件
kept-none = 由人决定何时清除
kept-months = 结案后 { $months } 个月
kept-months-in = 收到后 { $months } 个月
duty-rule = { $regime }：至少 { $years } 年（{ $cite }）。
backups-kept = 备份保留 { $days } 天。
erased-so-far = 已清除 { $count } 件。
held = 法律保全
held-because = 自 { $date } 起由{ $name }设为法律保全：{ $reason }
kept-until = 保存期限：至 { $date }。
duty-until = 依法保存至 { $date }（{ $cite }）
because-retention = 保存期限届满
because-request = 本人要求删除
because-unlawful = 本不应保存
erased-on = 已于 { $date } 清除：{ $because }。
erased-backups = 仍有 { $count } 份备份含有其内容，最迟至 { $date }。
erased-no-backups = 已知的备份中都没有其内容。
erased-on-servers = 服务器邮箱里还有其中 { $count } 封邮件，请在那里删除。
due-sum = { $all ->
    [0] 没有到期的内容。
   *[other] { $all } 件中有 { $free } 件可以清除。
}
due-automated = 另有 { $count } 封自动邮件。
erased-many = 已清除 { $cases } 件案件、{ $messages } 封自动邮件。
erased-kept = 这些案件目前须保留：{ $cases }。
erased-again = 备份中仍有的 { $count } 项已再次清除。
restored-unsound = 日志自第 { $seq } 条起与当时的记录不符：有人在备份之前改动过。请校验日志并查明原因。
erasures-written = 已将 { $count } 项清除记录写入 { $path }。
backup-destroyed = 已于 { $date } 销毁
backup-overdue = 应销毁
backup-here = 在原处
backup-elsewhere = 从此处无法访问

## 窗口
due-count = { $count ->
    [0] 无到期案件
   *[other] { $count } 件到期
}
due-count-more = { $count }+ 件到期
due-list = 保存期限届满的案件
due-column-case = 案件
due-column-kind = 事项
due-column-due = 到期日
due-column-keeps = 保留原因
due-closed = { $date } 结案
due-free = 无
due-none = 没有到期的案件。
due-none-about = 案件结案后保存期限届满，即列在此处。任何内容都不会自动清除。
periods = 保存期限
periods-change = 修改期限
periods-about = 案件自结案之日起算，自动邮件自收到之日起算。一案有多个事项的，以最长的为准。
periods-rest = 其余保存至有人决定清除。
periods-none = 未设期限：全部保存至有人决定清除。
periods-unset = 还没有设定保存期限。
periods-unset-do = 请设定各类案件保存多久。到期的案件会列在此处，任何内容都不会自动清除。
months = { $months } 个月
keeping = 保存
keeping-rules = 期限、法律与备份
duties = 法律规定
duties-about = 在此之前，无论期限如何，案件都不能清除。不属本公司的事项不在此列。
automated-due = { $count } 封邮件的保存期限已届满。
automated-due-more = 至少 { $count } 封邮件的保存期限已届满。
erase-automated = 清除自动邮件
erase-due = 清除 { $count } 件案件
erase-due-more = 清除 { $count }+ 件案件
erase-these = 要清除的案件
erase-title = 清除 C-{ $number }
erase-because = 原因
erase-confirm = 输入 { $wanted } 以确认
erase-type = 请输入 { $wanted }。
erase-goes = 清除：邮件与附件、备注、姓名与地址及其密钥、搜索索引，以及日志条目的详情。
erased-stays = 保留：编号、案件类别、日期与结果，日志依然完整。
erase-no-undo = 此操作无法撤销。
erased = 已清除
erased-case = 已清除的案件
erased-about = 其内容已永久清除，记录见右侧。
erased-cases = 已清除 { $count } 件案件
erased-but = 已清除 { $count } 件案件；{ $kept } 件目前须保留
erased-messages = 已清除 { $count } 封自动邮件
backups = 备份
backups-none = 没有已知的备份。
backup-of = { $date } 制作
backup-until = 保留至 { $date }
backup-days = 备份保留天数
backup-days-wrong = 备份保留 1 至 3660 天。
backup-destroy = 销毁
backup-destroy-this = 销毁 { $date } 的备份
backup-destroy-here = 将删除其文件，并登记为已销毁。存放在别处的副本请自行删除。
backup-destroy-elsewhere = 从此处无法访问其文件。请先在存放处删除，再在此登记为已销毁。
