### The words of the vocabularies. The window and the command line read them.

## Where a case stands
status-new = 新到
status-triaged = 已分诊
status-in-progress = 处理中
status-awaiting-identity = 待核验身份
status-awaiting-requester = 待对方补充
status-answered = 已答复
status-closed = 已结案

## What is asked
kind-view = 查阅
kind-copy = 复制
kind-migrate = 转移
kind-correct = 更正
kind-complete = 补充
kind-delete = 删除
kind-withdraw-consent = 撤回同意
kind-stop-push = 停止推送
kind-explain = 解释
kind-objection = 反对处理
kind-complaint = 投诉
kind-suggestion = 建议
kind-question = 咨询
kind-authority-letter = 监管来函

## What came out of it
outcome-fulfilled = 已照办
outcome-partly = 部分照办
outcome-refused = 已拒绝
outcome-withdrawn = 对方撤回
outcome-duplicate = 与另一项重复
outcome-not-ours = 不属本公司

## By which way it came
channel-mail = 邮件
channel-app = 应用内
channel-phone = 电话
channel-letter = 信函
channel-counter = 柜台

## How pressing it is
priority-low = 低
priority-normal = 一般
priority-high = 高
priority-severe = 严重

## Who asks
identity-none = 身份未知
identity-claimed = 自称，未核验
identity-verified = 已核验
method-account = 已登录账号
method-code = 验证码已核对
method-document = 查看证件（不留存）
method-call-back = 回拨预留电话
method-in-person = 当面核对
method-knowledge = 答出仅本人知道的信息
method-authority = 授权委托书或监护证明
role-requester = 请求人
role-data-subject = 信息主体
role-representative = 代理人
role-guardian = 监护人

## What became of a message
disposition-opened = 新立案件
disposition-joined = 并入案件
disposition-automated = 自动邮件
disposition-quarantined = 无法解析
disposition-held = 留在服务器上
disposition-duplicate = 重复邮件
disposition-vanished = 服务器上已不存在
automated-bounce = 退信
automated-auto-reply = 自动回复
automated-bulk = 群发
automated-own = 本办公室
automated-report = 报告
sender-aligned = 已通过发件人域名验证。
sender-failed = 未通过发件人域名验证，发件人可能是伪造的。
sender-first = 这个地址第一次来信。
sender-before = { $count ->
    [99] 这个地址此前来信不少于 99 封。
   *[other] 这个地址此前来信 { $count } 封。
  }
sender-forged-results = 邮件中含有冒充我方邮件服务器（{ $shows }）的验证结果。
sender-no-from = 没有写明发件人。
sender-several-from = 列有多个发件人，包括 { $shows } 和 { $really }。
sender-reply-to-elsewhere = 回信会寄往 { $really }，而不是 { $shows }。
sender-display-name-is-address = 名称显示的地址是 { $shows }，实际发自 { $really }。
sender-display-name-of-us = 显示名称“{ $shows }”使用了我方名称，但地址 { $really } 不属于我方。
sender-hidden-characters = 发件人名称中有看不见的字符。
sender-look-alike-domain = 域名 { $really } 很容易被误认为 { $shows }。
sender-mixed-script = 域名 { $shows } 混用了多种文字。
reason-own-id = 它回复了我方发出的邮件。
reason-reference = 它回复了本案中的一封邮件。
reason-subject-tag = 主题中带有本案的标记。
reason-not-a-participant = 未并入：发件人不是它所指案件的当事人。
reason-no-sender = 未并入：邮件没有写明发件人。
reason-sender-failed = 未并入：邮件服务器判定发件人身份不实。
reason-bounce = 一封未能送达的邮件被退回。
reason-auto-reply = 自动回复。
reason-bulk = 群发邮件。
reason-own = 本办公室自己发出的邮件。
reason-report = 邮件服务器生成的报告。
reason-empty = 文件是空的。
reason-no-header = 没有可读的邮件头。
reason-too-deep = 嵌套层数过多，无法安全打开。
reason-too-many-parts = 组成部分过多，无法安全打开。
reason-header-too-large = 邮件头过大，无法安全打开。
reason-parser-failed = 无法拆解，原件已逐字节保存。
reason-too-large = 邮件过大，未收取，仍留在原处。
reason-not-given = 服务器列出了此邮件但未返回内容，邮件仍在服务器上。
received-internaldate = 时间取自邮件服务器
received-received = 时间取自我方服务器的 Received 行
received-mbox = 时间取自文件中分隔邮件的行
received-date = 时间由发件人填写
received-entered = 时间由人工填写
received-arrival = 导入时间：邮件中没有更可靠的时间

## What is odd about an attachment
warning-type-differs = 名为 { $claimed }，实为 { $sniffed }
warning-double-extension = 双重扩展名
warning-rtl-override = 文件名反向书写
warning-executable = 可执行程序
warning-macro = 含宏
warning-html = 网页文件
warning-archive = 压缩包
warning-encrypted = 已加密
warning-empty = 空文件

## Clocks
clock-acknowledge = 确认收到
clock-answer = 答复
clock-notify = 通知
pause-identity = 身份证明
pause-requester = 对方的补充
start-receipt = 收到，{ $date }
start-identity-verified = 身份核验，{ $date }
start-waits-receipt = 自收到之时
start-waits-identity-verified = 身份核验后
period-hours = { $amount } 小时
period-calendar-days = { $amount } 天
period-working-days = { $amount } 个工作日
period-months = { $amount } 个月
day-working = 工作日
day-made-up = 调休上班日
day-weekend = 周末

## What is missing before an act
missing-asks-known = 请求事项
missing-every-ask-has-outcome = 每项请求的结果
missing-refusal-complete = 拒绝的依据、理由和投诉途径
missing-identity-checked = 身份核验
missing-identity-verified = 身份核验
missing-identity-open = 尚未核验的身份
missing-assigned = 经办人
missing-clock-running = 正在计时的时限
missing-extension-open = 规定允许的延期
missing-acknowledgement-open = 法律要求且尚未作出的确认收到
missing-recipient-untold = 尚待告知的接收方
missing-held = 已设的法律保全
missing-not-held = 先解除法律保全
missing-duty-over = 法定保存期限届满
missing-period-over = 保存期限届满
missing-ground = 依据
missing-reason = 理由
missing-route = 投诉途径

## What closing leaves open
still-open-ask-without-outcome = 有请求事项还没有结果。
still-open-refusal-incomplete = 有一项拒绝缺少依据、理由或投诉途径。
still-open-recipient-not-told = 有数据接收方尚未被告知删除。
still-open-clock-running = 仍有时限在计时。

## Acts, as the timeline and the log say them
act-new = 手工录入
act-triage = 已分诊
act-answer = 已记录答复
act-assign = 已分配
act-note = 添加备注
act-extend = 已延期
act-refuse = 已拒绝
act-told = 已将删除告知接收方
act-acknowledge = 已告知收到
act-identity = 已记录身份
act-await-identity = 等待身份证明
act-await-requester = 等待对方补充
act-resume = 继续处理
act-close = 已结案
act-recounted = 重新计算期限
act-reopen = 重新打开
act-hold = 设为法律保全
act-release = 解除法律保全
act-erased = 已清除
act-erase = 已清除
act-not-ours = 以不属本公司结案
act-set-priority = 已设优先级
act-department = 已设部门
act-tag = 标签有变动
act-due = 已设自定日期
act-snooze = 已稍后处理
act-party = 录入当事人
act-link = 已关联
act-unlink = 已取消关联
act-new-mail = 来信并入
act-identity-code = 生成了身份验证码
act-identity-code-wrong = 验证码不符
act-package = 以文件包提供了资料
act-file-infected = 带病毒的文件未予添加
act-reply = 发出答复
act-undelivered = 有答复没有送达
act-outbox-sent = 答复已发送
act-outbox-waiting = 答复暂未被接收，稍后再试
act-outbox-unknown = 不清楚答复是否送达
act-outbox-refused = 答复被服务器拒绝
act-outbox-bounced = 答复被退回
act-outbox-retried = 再次发送
act-outbox-cancelled = 放弃了答复
act-outbox-arrived = 确认答复已送达
act-approval-asked = 请第二个人批准答复
act-approval-given = 答复已批准
act-approval-returned = 答复被退回，未批准
act-draft-file-saved = 答复的文件已另存
act-undo = 已撤销
act-opened = 打开案件
act-message-received = 来信
act-message-opened = 查看邮件
act-message-source-opened = 查看原始邮件
act-message-attachment-saved = 保存附件
act-message-attachment-infected = 拦下了带病毒的文件
act-message-attachment-opened = 预览附件
act-message-html-opened = 以 HTML 查看邮件
act-message-exported = 导出邮件
act-with = { $act }：{ $detail }

## Views and groups of the list
view-needs-me = 待我处理
view-new = 新到
view-all-open = 全部未结
view-overdue = 已逾期
view-due-soon = 7 天内到期
view-awaiting = 待对方
view-answered = 已答复与已结案
view-automated = 自动邮件
view-quarantined = 无法解析
group-overdue = 已逾期
group-due-soon = 7 天内到期
group-later = 稍后
group-no-clock = 无时限
group-done = 已答复与已结案

## People of the office
role-officer = 隐私专员
role-manager = 部门负责人
role-staff = 员工
role-auditor = 审计员
role-administrator = 管理员
role-of = { $department }{ $role }
standing-invited = 已邀请
standing-joined = 待确认
standing-active = 在岗
standing-left = 已离开

## Merging and splitting
act-merge = 已合并
act-split = 已拆分
act-unmerge = 已重新拆出
act-distinct = 已标注是否相同
reason-by-hand = 由本室人员归入本案。
beware-other-person = 请求人不同，或无法判断：两人将同处一案，一方的内容不得向另一方披露（《个人信息保护法》第五十一条、GDPR 第 32 条）。
beware-identity-not-carried = 身份核验只对本人及其请求有效，须重新核验（GB/T 35273 8.7、GDPR 第 12(6) 条）。已起算的期限继续计算。
beware-awaits-identity = 等待身份证明。已起算的期限继续计算。
beware-minor = 涉及未成年人：须经监护人同意（《个人信息保护法》第三十一条）。
beware-held = 处于法律保全之下。
beware-reopened = 案件将重新打开。
beware-proposed = 请求事项为系统建议，尚未确认。
alike-same-address = 地址相同
alike-same-text = 内容相同
alike-conversation = 同一往来
