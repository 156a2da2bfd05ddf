## 从这里发出的邮件走到了哪一步
sending-queued = 等待发送
sending-sending = 正在发送
sending-sent = 已发送
sending-unknown = 不清楚是否送达
sending-refused = 未发送：被拒绝
sending-bounced = 被退回
sending-cancelled = 不再发送：已放弃
sending-failure = { $why ->
    [no-such-host] 找不到这个名称的服务器。
    [unreachable] 连接不上服务器。
    [timeout] 服务器没有及时应答。
    [closed] 服务器断开了连接。
    [certificate-expired] 服务器的证书目前无效。
    [certificate-name] 证书属于另一台服务器。
    [certificate-unknown] 没有受信任的机构为服务器的证书担保。
    [ca-unreadable] 读不了要信任的证书。
    [no-tls] 没能建立加密连接。
    [not-loopback] 不加密时只能发往本机。
    [refused] 服务器拒绝了。
   *[other] 服务器的应答不是邮件服务器该有的。
  }{ $said ->
    [none] {""}
   *[other] （{ $said }）
  }

## 什么拦住了答复
stop-empty = 没有写任何内容。
stop-no-recipient = 没有收件人，或者填写的不是邮箱地址。
stop-unfilled = 信函中还有没填的栏目。
stop-not-verified = 答复会把所请求的内容或文件交给身份尚未核实的人。请先核实身份。
stop-code-elsewhere = 身份验证码发往了另一个地址，与它所对应的地址不同。
stop-route-missing = 拒绝的正文里没有写明当事人可以向哪里投诉。
stop-not-approved = 发送前须由第二个人批准。
stop-stranger = 收件人中有人与这个案件无关。
stop-sender-failed = 所答复的邮件没有通过其域名自身的验证：任何人都可能冒名发送。
stop-other-reply-to = 该邮件要求回复到另一个地址，与发件地址不同。
stop-no-reply = 该地址无人查收邮件。
stop-other-day = 正文没有写明目前计算的延长后截止日期。
stop-other-case = 内容提到了另一个案件。
stop-file-missing = 正文提到附件，但没有附上文件。
stop-others-data = 内容可能含有他人的信息。
stop-file-others-data = 文件里可能含有他人的信息。
stop-file-unread = 这里无法检查该文件的文字，请自行打开查看。
stop-passable = { $passable ->
    [true] 看过后可以确认
   *[false] 必须改正
  }
stops-none = 没有需要处理的问题。

## 第二个人的批准
approval-waiting = 等待第二个人批准，{ $name } 于 { $at } 提出
approval-approved = { $name } 于 { $at } 批准
approval-returned = { $name } 于 { $at } 退回：
approval-asks = { $name } 于 { $at } 请您批准这份答复的现有内容
approval-changed = { $name } 于 { $at } 看过之后又有改动，须由第二个人重新批准。
approval-by = { $name } 已批准
approval-wanted = 等待您批准
approval-is-waiting = 等待批准
approval-is-approved = 已批准
approval-is-returned = 已退回
approval-look = 查看
approval-ask = 请求批准
approval-give = 批准
approval-return = 退回
approval-return-title = 要退回这份答复吗？
approval-return-lead = 答复不会发出。请写明需要改动什么，撰写人会看到。
approvals = 等待第二个人批准
approvals-none = 没有等待第二个人批准的答复。
draft-version = 草稿 { $draft }，版本 { $version }，{ $name } 于 { $at } 保存

## 信函
letter-fields = 信函可用的栏目：{ $fields }。
letter-unfilled = 还要填写：{ $fields }。
letter-language-en = 英文
letter-language-zh-CN = 中文
letter-kind-acknowledgement = 收悉通知
letter-kind-identity-request = 身份核实
letter-kind-extension = 延期通知
letter-kind-partial = 部分办理
letter-kind-refusal = 拒绝通知
letter-kind-view = 查阅结果
letter-kind-copy = 提供副本
letter-kind-migrate = 转移副本
letter-kind-correct = 已更正
letter-kind-delete = 已删除
letter-kind-withdraw = 已撤回同意
letter-kind-closing = 办结通知
letter-field-name = 当事人姓名
letter-field-number = 案件编号
letter-field-received = 收到日期
letter-field-asks = 请求事项
letter-field-due = 答复期限
letter-field-due_before = 原答复期限
letter-field-reason = 理由
letter-field-ground = 拒绝的依据
letter-field-route = 投诉途径
letter-field-code = 身份验证码
letter-field-until = 有效期限
letter-field-today = 今天
letter-field-officer = 专员姓名
letter-field-office = 办公室名称
letter-own = 程序自带
letter-version = 第 { $version } 版，{ $name }，{ $at }
letter-versions = 版本
letter-versions-title = { $letter }（{ $language }）：各版本
letter-versions-lead = 再次启用的版本会成为最新一版；任何版本都不会丢失。
letter-use = 启用这份文字
letter-is-newest = 正在使用的就是这一版。
letter-loading = 正在读取各版本。
letter-change-title = { $letter }（{ $language }）
letter-change-lead = 已发出的信函不受影响，之前的版本会保留。
letter-text = 正文
letter-text-hint = 栏目写在两层花括号中，使用时按案件填写。
letter-insert = 插入栏目
letter-preview = 示例效果
letter-mend = 请先改正栏目旁提示的问题。
letter-same = 尚未修改。
letter-leave = 保持原样
letter-leave-title = 要放弃已修改的文字吗？
letter-leave-lead = 信函保持原样，您输入的内容不会保留。
letter-theirs = 期间有人改写了这封信函：{ $version }。您输入的内容仍在这里。再次保存后，您的内容成为下一版，对方的版本会保留。

## 以文件提供的内容
package-made = 已制作并记录：{ $files } 个文件，{ $bytes } 字节，请在 { $day } 之前（含当日）取走。SHA-256 { $sha256 }
package-passphrase = 口令：{ $passphrase }
  口令不会保存。请通过与文件包不同的途径告知对方。

## 病毒扫描程序
scanner-none = 还没有设置病毒扫描程序：文件不经扫描。
scanner-at = 病毒扫描程序的位置：{ $place }。
scanner-tried = { $version }。{ $finds ->
    [true] 能发现
   *[false] 不能发现
  }每个扫描程序都应发现的测试文件。{ $tells ->
    [true] 因自身限制没有读完时会说明。
   *[false] 因自身限制没有读完的文件会被报为干净：请在 clamd.conf 中设置 AlertExceedsMax。
  }
scan-not-scanned = { $path }：未扫描，原因：{ scan-why }。
scan-why = { $why ->
    [no-scanner] 没有设置病毒扫描程序
    [too-large] 文件超过扫描程序接受的大小
    [limits] 受扫描程序自身限制，没有读完
    [encrypted] 文件或其中的内容已加密
    [unreachable] 那里没有扫描程序响应
    [not-loopback] 扫描程序在另一台计算机上
    [timeout] 扫描程序没有及时答复
    [closed] 扫描程序答复前断开了连接
    [refused] 扫描程序表示无法扫描
    [protocol] 那里响应的不是 clamd
   *[other] { $why }
  }
scan-clean = 已扫描，未发现病毒
scan-found = 带病毒：{ $name }
scan-not = 未扫描：{ $why }
scan-asking = 正在扫描
scan-unknown = 打开本工作区后尚未扫描
html-infected = 有 { $count } 张图片未显示：病毒扫描程序在其中有所发现。
html-not-scanned = 有 { $count } 张图片未显示：病毒扫描程序没有扫描。

## 发件箱
outbox-none = 没有等待发送的邮件。
outbox-flushed = 已发送 { $sent } 封；等待再次尝试 { $waiting } 封；不清楚是否送达 { $unknown } 封；被拒绝 { $refused } 封。

## 正在写的回复
reply = 回复
reply-all = 回复全部
reply-from = 发件人
reply-to = 收件人
reply-cc = 抄送
reply-subject = 主题
reply-text = 回复正文
reply-quoted = 下方引用的原文
reply-html = 同时发送 HTML 版本
reply-larger = 占满整个高度
reply-smaller = 显示上方的邮件
reply-leave = 关闭（草稿会保留）
reply-saved = 已保存 { $time }
reply-not-saved = 尚未保存
reply-sending = 正在检查
reply-send = 发送
reply-letters = 信函
reply-letters-choose = 在回复中使用信函
reply-letter = { $letter }（{ $language }）
reply-letter-ask = 回复中已有文字。“{ $letter }”要放在哪里？
reply-letter-insert = 插入光标处
reply-letter-replace = 替换现有文字
reply-letter-leave = 不使用
reply-gaps = 还要填写：
reply-gaps-fill = 按所作决定填写：{ $fields }
reply-attach = 添加附件
reply-attach-pick = 选择要一起发送的文件
reply-detach = 不随信发送 { $name }
reply-discard = 丢弃草稿
reply-discard-title = 要丢弃这份草稿吗？
reply-discard-lead = 草稿的正文和附件将对全办公室消失，无法恢复。
reply-no-sender = 还没有可以发信的邮箱。草稿已保留。
reply-set-up = 设置发信
reply-stops = 发送前的问题
reply-mend = 必须先改正，才能发送
reply-look = 请逐项查看，并确认无误
reply-goes = C-{ $number }：答复将在 { $seconds } 秒后发出
reply-decides = 同时决定：
reply-decides-nothing = 暂无
reply-decides-later = 以后再决定
reply-decided = { $kind }：{ $outcome }
reply-acknowledges = 告知对方已收到
reply-awaits = 发出后案件等待
reply-awaits-nothing = 不等待
reply-extends = 同时延长时限
reply-extends-not = 不延期
reply-tell-route = 写入正文
reply-theirs = 您打开这份草稿期间，{ $name } 于 { $time } 改动了它。对方的内容：
reply-take-theirs = 采用对方的
reply-keep-mine = 用我的替换
reply-keep-both = 两份都保留
reply-gone = 这份草稿已被他人发送或丢弃。您写的内容还在这里。
reply-keep-new = 另存为新草稿
draft-mine = 您的草稿，{ $at }
draft-of = { $name } 的草稿，{ $at }
draft-open = 继续写

## 发送进展与处理
sending-in = { $seconds } 秒后发出
sending-next = 尚未发出；下次尝试 { $at }
sending-sent-at = { $at } 已发出
sending-do-unknown = 服务器还没说是否收下，连接就断了。请询问收件人，或查看邮箱的“已发送”。
sending-do-refused = 没有人收到。请重新写一封，改正服务器指出的问题；如果是服务器的问题，可以原样再发。
sending-do-bounced = 服务器收下了，但无法投递。请重新写一封，改正地址；如果地址无误，可以原样再发。
sending-again = 重新写
sending-retry = 原样再发
sending-cancel = 放弃发送
sending-arrived = 已送达
sending-sure-retry = { $state ->
    [unknown] 如果其实已经送达，对方会收到两次。
    [bounced] 已经收到的人会再收到一次。
   *[other] 内容与之前完全相同。
  }将发给：{ $to }。
sending-sure-cancel = 将不再发送；它在案件中所作的决定仍然有效。
sending-sure-arrived = 从现在起视为已发出。
sent-here = 从这里发出的邮件
sent-show = 查看发给 { $to } 的邮件：{ $subject }
outbox = 发件箱
outbox-lead = 从这里发送、但尚未发出或不知是否送达的邮件。
outbox-wrong = 发件箱：{ $count } 封待处理
outbox-case = 案件
outbox-to = 收件人
outbox-state = 状态
outbox-since = 提交发送
outbox-next = 下次尝试
outbox-attempts = 已尝试 { $count } 次

## 用验证码核实身份
identity-code-went = { $channel ->
    [app] 验证码须在应用内转交账号 { $to }
   *[mail] 已为 { $to } 生成验证码
  }（{ $name }，{ $date }）。
identity-code-open = { $until } 前有效，还可以错 { $left } 次。
identity-code-used = 已被说出，不再有效。
identity-code-guessed = 错误次数过多，需要新的验证码。
identity-code-old = { $until } 前无人说出，需要新的验证码。
identity-evidence = 最近一封来信所显示的发件人情况
identity-handed = 账号 { $account } 的验证码：{ $code }
  请立即在应用内转交，验证码不会保存。{ $until } 前有效，可以错 { $left } 次。
identity-ask-title = 请 C-{ $number } 的请求人证明身份
identity-ask-lead = 说得出验证码的人，能看到登记地址或账号收到的内容。此前生成的验证码随即失效。
identity-ask-way = 验证码发送途径
identity-ask-mail = 邮件
identity-ask-app = 公司应用
identity-ask-address = 登记地址
identity-ask-no-address = 本案没有人登记地址。请先在当事人中填写。
identity-ask-account = 登记账号
identity-ask-account-hint = 须与本案当事人处所填一致。验证码由您在应用内转交。
identity-ask-needs-account = 请填写账号。
identity-ask-write = 撰写信件
identity-ask-make = 生成验证码
identity-handed-title = 账号 { $account } 的验证码
identity-handed-lead = 请立即在应用内转交给这个账号，不要转给别处。验证码只显示这一次，不会保存。
identity-handed-until = { $until } 前有效，可以错 { $left } 次。
identity-code-title = C-{ $number } 收到的验证码
identity-code-lead = 按对方来信或来电所说填写。空格、连字符和大小写不影响核对。
identity-code = 验证码
identity-code-needs = 请填写验证码。
identity-code-do = 核对验证码

## 提供的文件
packages = 已提供的文件
package-line = { $files } 个文件，{ $size }
package-until = 领取期限：{ $date }
package-until-over = 领取期限已过：{ $date }
package-by = { $name }，{ $date }
package-show = 其中内容
package-title = 为 C-{ $number } 提供文件
package-lead = 文件会合成一个加密的 ZIP 文件（AES-256）。提供了什么会留有记录，文件包及其口令不会保存。
package-came = 随本案来信收到的文件
package-came-from = { $name }，{ $date }
package-came-older = 同时查看更早的 { $count } 封邮件
package-own = 本机上的文件
package-own-add = 添加文件
package-own-pick = 要提供的文件
package-own-drop = 不提供 { $name }
package-needs-files = 请至少选择一个文件。
package-needs-identity = 请求人身份尚未核实：所求内容还不能提供给对方。
package-beware-identity = 请求人身份尚未核实。所求事项不要求核实；请确认这些文件可以给任何人。
package-protect = 口令
package-protect-made = 在此生成，只告知一次
package-protect-agreed = 与对方约定
package-agreed = 约定的口令
package-agreed-hint = 六个互不相关的英文单词。
package-needs-passphrase = 请填写口令。
package-expires = 最后领取日
package-to = 去向
package-to-draft = 随答复发送
package-to-file = 存为文件
package-save-as = 文件包另存为
package-do = 制作文件包
package-given-title = 已为 C-{ $number } 提供
package-given-draft = 文件包随答复草稿发送。
package-given-file = 文件包在 { $path }。
package-tell = 请通过与文件包不同的途径告知对方这个口令。它只显示这一次，不会保存。
