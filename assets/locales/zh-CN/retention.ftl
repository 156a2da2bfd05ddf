## 保存与删除：窗口和命令行共用
class-unknown = 无法判断事项的案件
class-automated = 无案件的自动邮件
kept-none = 由人决定何时删除
kept-months = 结案后 { $months } 个月
duty-rule = { $regime }：至少 { $years } 年（{ $cite }）。
backups-kept = 备份保留 { $days } 天。
erased-so-far = 已删除 { $count } 件。
held = 法律保全
held-because = 自 { $date } 起由{ $name }设为法律保全：{ $reason }
kept-until = 保存期限于 { $date } 届满。
duty-until = 依法保存至 { $date }（{ $cite }）
because-retention = 保存期限届满
because-request = 本人要求删除
because-unlawful = 本不应保存
erased-on = 已于 { $date } 删除：{ $because }。
erased-backups = 仍有 { $count } 份备份含有其内容，最迟至 { $date }。
erased-no-backups = 已知的备份中都没有其内容。
erased-on-servers = 服务器邮箱里还有其中 { $count } 封邮件，请在那里删除。
due-sum = { $all ->
    [0] 没有到期的内容。
   *[other] { $all } 件中有 { $free } 件可以删除。
}
due-automated = 另有 { $count } 封自动邮件。
erased-many = 已删除 { $cases } 件案件、{ $messages } 封自动邮件。
erased-kept = 这些案件目前须保留：{ $cases }。
erased-again = 备份之后删除过的 { $count } 项已再次删除。
erasures-written = 已将 { $count } 项删除记录写入 { $path }。
backup-destroyed = 已于 { $date } 销毁
backup-overdue = 应销毁
backup-here = 在原处
backup-elsewhere = 从此处无法访问
