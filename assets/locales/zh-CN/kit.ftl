### Words that every desk shares.

## Buttons that every desk has
cancel = 取消
close-dialog = 关闭
save = 保存
optional = 可不填
undo = 撤销
add = 添加
change = 修改
dismiss = 收起
none = 无
today = 今天

## Dates, counts and sizes
date-weekday = { $date } { $weekday }
date-time = { $date } { $time }
date-shape = 年-月-日
date-shape-time = 年-月-日 时:分
date-unread = 请写成 { $example } 的形式。
date-outside = 该日期过早或过晚。
needs-date = 请先更正日期。
count-more = { $count }+
size-bytes = { $n } 字节
size-kb = { $n } KB
size-mb = { $n } MB

## How a clock stands
due-running = { $days } 天
due-soon =
    { $days ->
        [0] 今天到期
       *[other] 剩 { $days } 天
    }
due-overdue =
    { $days ->
        [0] 今天逾期
       *[other] 逾期 { $days } 天
    }
due-paused = 已暂停，余 { $days } 天
due-met = 已按期
due-met-late =
    { $days ->
        [0] 逾期完成
       *[other] 逾期 { $days } 天完成
    }
due-waits-identity = 核验后起算
due-waits-letter-limit = 缺来函所定期限
nobody-yet = 未分配

## The rail
rail = 工作台与工作区
desks = 工作台
desk-complaints = 投诉与请求
desk-mailbox = 邮箱
desk-people = 人员
desk-retention = 保存期限
desk-audit = 审计日志
desk-settings = 设置
search-or-jump = 搜索或跳转
workspace-menu = 工作区
demo-here = 演示
lock = 锁定
leave = 关闭工作区
theme-switch = 切换明暗
drop-here = 松开即可导入邮件

## Status line
said-done = C-{ $number }：{ $act }
said-undone = C-{ $number }：已撤销
import-running = 正在导入邮件
import-count = 已导入 { $seen } 封，每秒 { $rate } 封
import-count-of = { $seen } / { $total } 封，每秒 { $rate } 封
import-finished = 共导入 { NUMBER($seen) } 封：新立案件 { $opened }，并入 { $joined }，自动邮件 { $automated }，无法解析 { $quarantined }，已有 { $same }，读取失败 { $failed }。
import-cancelled = 已在 { NUMBER($seen) } 封后停止，已导入的保留：新立案件 { $opened }，并入 { $joined }，自动邮件 { $automated }，无法解析 { $quarantined }，已有 { $same }，读取失败 { $failed }。

## Palette
palette-title = 搜索或跳转
palette-placeholder = 操作、案件或去处
palette-none = 没有相符的内容，请换一个词。
palette-choose = 选择
palette-run = 执行
palette-for-case = 对 { $case }
palette-cases = 案件
palette-places = 前往
palette-people = 同事
palette-assigned = 分配给{ $name }的案件
palette-case-end = { $status }，{ $date }
palette-search-all = 在全部案件中搜索“{ $query }”

## Keys
keys-title = 全部按键
keys-lead = 只要焦点不在输入框内，单个字母即可使用；可在设置中关闭。
keys-lead-off = 单个字母按键已在设置中关闭。命令面板（Ctrl K）可完成所有操作。
keys-move = 移动
keys-case = 当前案件
keys-person = 选中的人员
keys-list = 列表
keys-go = 前往
keys-window = 窗口
key-next = 下一行；在阅读区为下一件
key-previous = 上一行；在阅读区为上一件
key-page-down = 向下一页
key-page-up = 向上一页
key-first = 到顶部
key-last = 到底部
key-open = 打开
key-back = 返回上一层
key-panel = 切换到案件栏
key-next-step = 下一步：实色按钮
key-triage = 分诊：请求事项、优先级、标签
key-assign = 分配
key-note = 写备注
key-identity = 记录身份
key-reply = 回复焦点所在的邮件，否则回复最新收到的
key-reply-all = 回复该邮件的所有收件人
key-letters = 为回复选用信函
key-send = 发送正在写的回复
key-answer = 记录已发出的答复
key-refuse = 拒绝
key-extend = 延期
key-snooze = 稍后处理
key-await-requester = 等待对方补充
key-link = 关联到另一案件
key-merge = 合并到其他案件
key-split = 拆分：取出邮件或请求事项
key-task = 向部门交办任务
key-take-out = 将最后并入的邮件移出，单独成案
key-close = 结案或重新打开
key-unread = 标为未读或已读
key-undo = 撤销状态栏所示操作
key-html = 在 HTML 原样与纯文本之间切换
key-own-window = 在单独的窗口中打开
key-quotes = 展开或收起引文
key-confirm = 确认其密钥
key-roles = 更改角色
key-new-code = 签发新邀请码
key-let-go = 将其移出团队
key-stays = 权限复核中：维持不变
key-review = 打开权限复核，或返回名单
key-new = 新建：手工案件、邮箱，或邀请人员
key-mark = 选择此案
key-mark-run = 选择到此处
key-mark-all = 选择列表全部
key-order = 更改排序
key-keep-view = 将此列表保存为视图
key-place-view = 在导航栏的保存的视图上：上移或下移
key-filter = 筛选此列表
key-import = 导入邮件
key-go-complaints = 投诉与请求
key-go-needs-me = 待我处理
key-go-new = 新到
key-go-all-open = 全部未结
key-go-mailbox = 邮箱
key-go-outbox = 发件箱
key-go-people = 人员
key-go-retention = 保存期限
key-go-audit = 审计日志
key-go-settings = 设置
key-palette = 搜索或跳转
key-keys = 本按键表
key-lock = 锁定工作区
key-close-window = 关闭此窗口
width-rail = 导航栏宽度
width-list = 列表宽度
width-side = 案件面板宽度
close-window = 关闭此窗口
alone-locked = 工作区已锁定
alone-locked-do = 请在打开此窗口的主窗口中输入口令，案件和您正在填写的内容随后会重新显示在这里。
closing-title = 有已填写的内容尚未提交
closing-lead = { $count } 个表单中有已填写但尚未提交的内容，关闭窗口后将会丢失。
closing-title-sends = 有答复尚未发出
closing-sends = { $count } 封答复等待发送，下次打开Privacy Desk 时发出。
closing-how = 已提交的内容都已保存。
closing-do-sends = 仍要关闭
closing-do = 关闭并放弃

## What the window itself has to say
error-unknown = 操作未完成，原因没有对应的说明（{ $code }）。请先查看现状再重试。
error-window-call-failed = 您输入的内容仍在。程序没有接受（{ $detail }），请重试。

## 与案件当前状态不符的操作
not-in-status = 案件没有改动。状态为“{ $status }”时不能这样做。现在能做的见案件下方的操作栏。
server-lost = 无法连接团队服务器，正在重新连接。已保存的内容是安全的。
secret-copy = 复制
secret-copied = 已复制
