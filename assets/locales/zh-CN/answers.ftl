## 从这里发出的邮件走到了哪一步
sending-queued = 等待发送
sending-sending = 正在发送
sending-sent = 已发送
sending-unknown = 不清楚是否送达
sending-refused = 未发送：被拒绝
sending-bounced = 被退回
sending-cancelled = 未发送：已放弃
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
stop-not-verified = 答复会把所求内容或文件交给身份尚未核实的人。请先核实身份。
stop-route-missing = 拒绝的正文里没有写明当事人可以向哪里投诉。
stop-stranger = 收件人中有人与这个案件无关。
stop-sender-failed = 所答复的邮件没有通过其域名自身的验证：任何人都可能冒名发送。
stop-other-reply-to = 该邮件要求回复到另一个地址，与发件地址不同。
stop-no-reply = 这个地址没有人看信。
stop-other-case = 内容提到了另一个案件。
stop-file-missing = 正文提到附件，但没有附上文件。
stop-others-data = 内容可能含有他人的信息。
stop-file-others-data = 文件里可能含有他人的信息。
stop-file-unread = 这里无法检查该文件的文字，请自己打开看过。
stop-passable = { $passable ->
    [true] 看过后可以确认
   *[false] 必须改正
  }
stops-none = 没有什么拦住它。

## 信函
letter-fields = 信函可用的栏目：{ $fields }。
letter-unfilled = 还要填写：{ $fields }。

## 发件箱
outbox-none = 没有等待发送的邮件。
outbox-flushed = 已发送 { $sent } 封；等待再次尝试 { $waiting } 封；不清楚是否送达 { $unknown } 封；被拒绝 { $refused } 封。
