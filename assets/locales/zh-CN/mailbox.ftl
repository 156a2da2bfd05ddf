## Mailboxes on a server
mailbox-none = 尚未设置邮箱。
mailbox-never = 从未
mailbox-added = 邮箱 { $name } 已设置。先用 `mailbox test` 测试，再用 `mailbox sync` 收取。
mailbox-changed = 邮箱 { $name } 已修改。可用 `mailbox test` 测试。
mailbox-removed = 不再收取邮箱 { $name }，其密码已删除。已收到的邮件保留不变。
mailbox-column-name = 名称
mailbox-column-server = 服务器
mailbox-column-user = 用户
mailbox-column-folders = 文件夹
mailbox-column-looked = 上次查看
mailbox-column-uid = UID

## A connection test
mailbox-step-resolve = 查找服务器
mailbox-step-connect = 连接服务器
mailbox-step-tls = 加密并核实服务器身份
mailbox-step-greeting = 等待服务器应答
mailbox-step-login = 登录
mailbox-step-folder = 打开文件夹
mailbox-step-fetch = 收取邮件
mailbox-step-send = 登录发信服务器
mailbox-test-folders = 服务器上的文件夹：{ $folders }

## A look, and the ledger
mailbox-synced = { $name }：{ $seen ->
    [0] 没有新邮件。
   *[other] 收到 { $seen } 封邮件（每秒 { $rate } 封）：{ $opened } 封新立案件，{ $joined } 封并入案件。
  }
mailbox-ledger-line = { $folder }：服务器 { $server } = 新立或并入案件 { $cases } + 自动邮件 { $automated } + 无法解析 { $quarantined } + 留在服务器 { $held } + 重复 { $duplicate } + 缺失 { $missing }
mailbox-ledger-vanished = 之后从服务器消失：{ $vanished }

## What a mailbox is doing
mailbox-state-off = 未在收取
mailbox-state-connecting = 正在连接
mailbox-state-syncing = 已收取 { $seen } / { $total } 封
mailbox-state-waiting = 已是最新，等待新邮件
mailbox-state-elsewhere = 由 { $by } 的桌面读取
mailbox-state-stopped = 已停止

## 无法收取邮箱的原因和办法
mailbox-why = { $why ->
    [no-such-host] 找不到这个名称的服务器（{ $said }）。请检查服务器名称，并确认本机已联网。
    [unreachable] 无法连接服务器（{ $said }）。请检查服务器和端口，并确认防火墙允许本机访问。
    [timeout] 服务器没有及时应答。{ $step ->
        [connect] 请检查服务器和端口，并确认防火墙允许本机访问。
       *[other] 程序会再试；如仍不行，请联系服务器管理员。
      }
    [closed] 连接提前中断（{ $said }）。程序会再试；如仍不行，请联系服务器管理员。
    [certificate-expired] 服务器的证书已过期或尚未生效（{ $said }）。请检查本机日期；如日期无误，需由服务器管理员更新证书。
    [certificate-name] 证书与服务器名称不符（{ $said }）。请使用证书上的服务器名称。
    [certificate-unknown] 服务器的证书不是由本机信任的证书颁发机构签发的（{ $said }）。如公司自建证书颁发机构，请将其根证书添加到此邮箱。
    [ca-unreadable] 无法读取所给的信任证书（{ $said }）。请提供 PEM 格式的文件。
    [no-tls] 无法加密连接（{ $said }）。请选择服务器在该端口上提供的加密方式：993 为直接 TLS，143 为 STARTTLS。
    [not-loopback] 未加密时只能读取本机上的邮箱。请选择直接 TLS 或 STARTTLS。
    [refused] 服务器拒绝了请求：“{ $said }”。{ $step ->
        [login] 请检查用户名和密码；许多服务商要求使用专为程序生成的授权码，而不是登录密码。
        [folder] 请检查文件夹名称。
       *[other] 程序会再试；如仍不行，请联系服务器管理员。
      }
   *[other] 无法理解服务器的应答（{ $said }）。程序会再试；如仍不行，请联系服务器管理员。
  }

## The desk
mailboxes = 邮箱
mailbox-empty = 尚未设置邮箱，因此不会自动收取邮件。
mailbox-empty-do = 请设置用户来信的邮箱。工作区打开期间会自动收取；服务器上的邮件不会被更改、移动或标记。
mailbox-more = { $name } 的更多操作
mailbox-folders-of = { $name } 的文件夹
palette-for-mailbox = 邮箱 { $name }
mailbox-do-look = 立即收取
mailbox-do-stop = 停止
mailbox-do-compare = 全部核对
mailbox-do-change = 修改
mailbox-do-remove = 不再收取
mailbox-is-off = 尚未开始收取。
mailbox-is-connecting = 正在连接。
mailbox-is-waiting = 已是最新，等待新邮件。
mailbox-is-elsewhere = 由{ $by }的电脑收取；收到的邮件这里同样可见。
mailbox-is-stopped = 已停止。点击“立即收取”后继续。
mailbox-comes = 正在收取邮件。
mailbox-looked = 上次收取：{ $time }
mailbox-looked-never = 尚未收取过
mailbox-retry = 将于 { $time } 自动重试。
mailbox-retry-never = 不会自动重试。请修改邮箱设置，或立即收取。
mailbox-failed = 无法收取 { $name }
mailbox-some-failed = 有邮箱无法收取
mailbox-syncing = 正在收取邮件：{ $seen } / { $total }

## The ledger of a folder
ledger-of = { $folder } 的台账
ledger-back = 返回邮箱列表
ledger-compared = 上次全部核对：{ $time }
ledger-never-compared = 尚未全部核对
ledger-sum = 邮件的去向
ledger-so-far = 目前
ledger-server = 服务器上 { $n }
ledger-opened = 新立案件 { $n }
ledger-joined = 并入案件 { $n }
ledger-automated = 自动邮件 { $n }
ledger-quarantined = 无法解析 { $n }
ledger-held = 留在服务器 { $n }
ledger-duplicate = 重复 { $n }
ledger-missing = 缺失 { $n }
ledger-vanished = 已从服务器消失 { $n }
ledger-about-so-far = 邮件尚未全部收完，收完后即可合计。
ledger-about-server = 上次收取时服务器上的全部邮件。每一封都归入后面的某一项。
ledger-about-opened = 这些邮件各自是一个案件的第一封邮件。
ledger-about-joined = 这些邮件归入了已有的案件。
ledger-about-automated = 退信、外出自动回复等。已保存，不立案。
ledger-about-quarantined = 这些无法作为邮件解析。内容逐字节保存，并各有一个案件，以免遗漏。
ledger-about-held = 这些邮件大于 64 MiB，或服务器未返回内容。它们留在服务器上，并各有一个案件。
ledger-about-duplicate = 内容完全相同的邮件此前已收到，只保存一份。
ledger-about-missing = 缺失是指服务器上有而这里没有。下次收取时会补上；只要还有缺失，台账就不完整。
ledger-about-vanished = 有人在服务器上删除或移走了这些邮件，或它们在收取之前就已消失。已收到的仍保留在这里。
ledger-missing-do = 缺失的邮件在这里没有记录可列。如果下次收取仍未补上，请与服务器全部核对。
ledger-none = 没有这样的邮件。
ledger-end = 以上是全部。
ledger-list-server = 服务器上的邮件
ledger-list-opened = 新立案件的邮件
ledger-list-joined = 并入案件的邮件
ledger-list-automated = 自动邮件
ledger-list-quarantined = 无法解析的邮件
ledger-list-held = 留在服务器上的邮件
ledger-list-duplicate = 重复邮件
ledger-list-vanished = 已从服务器消失的邮件
ledger-column-received = 收到时间
ledger-column-message = 发件人与主题
ledger-column-became = 去向
ledger-column-case = 案件
ledger-column-size = 大小
ledger-column-uid = UID
ledger-gone-since = { $date } 发现已消失
ledger-no-sender = 无发件人
ledger-not-fetched = 未能收取
ledger-no-subject = （无主题）

## Setting up a mailbox
mailbox-add = 设置邮箱
mailbox-change = 修改 { $name }
mailbox-save = 设置
mailbox-lead = 通过 IMAP 收取，服务器上的邮件保持原样：不更改、不移动、不标为已读。
mailbox-provider = 服务商
mailbox-provider-other = 其他服务器
mailbox-field-user = 用户名
mailbox-user-hint = 通常就是邮箱地址。
mailbox-field-name = 名称
mailbox-name-hint = 在本程序中显示的名称，例如“客服”。
mailbox-field-host = 服务器
mailbox-field-port = 端口
mailbox-field-password = 密码
mailbox-field-token-command = 令牌命令
mailbox-field-folders = 文件夹
mailbox-sends = 用此邮箱从这里发送回复
mailbox-sends-hint = 使用上面的用户名和密钥。
mailbox-field-smtp-host = 发信服务器
mailbox-field-smtp-port = 发信端口
mailbox-smtp-tls = 发信加密方式
mailbox-smtp-tls-about-implicit = 从第一个字节起加密，端口多为 465。服务器支持时请选此项。
mailbox-smtp-tls-about-starttls = 在 587 端口以明文开始，出示任何内容之前先加密；不能加密就不发送。
mailbox-smtp-tls-about-none = 仅限本机（localhost），用于本机上运行的邮件服务器或网桥。
mailbox-sender-name = 发件人名称
mailbox-sender-name-hint = 收件人看到的名称；留空则用工作区名称。
mailbox-sender-address = 发件人地址
mailbox-sender-address-hint = 留空则用用户名。
mailbox-acknowledges = 自动告知来信人请求已送达
mailbox-acknowledges-hint = 按对应的信函、用来信的语言发送：每人每天最多一次；自动回复的邮件、域名验证未通过的来信一律不答。
mailbox-tls = 加密方式
mailbox-tls-implicit = TLS
mailbox-tls-starttls = STARTTLS
mailbox-tls-none = 不加密
mailbox-tls-about-implicit = 从第一个字节起加密，端口一般为 993。服务器支持时请选此项。
mailbox-tls-about-starttls = 在 143 端口以明文开始，先加密再传输任何内容；无法加密时连接即中断。
mailbox-tls-about-none = 仅限本机（localhost），用于运行在本机上的邮件服务器或网桥。连接其他服务器会被拒绝。
mailbox-login = 登录方式
mailbox-password-hint = 许多服务商提供专为程序生成的授权码，请填授权码而不是登录密码。它加密保存在工作区中。
mailbox-secret-kept = 留空则保持不变。
mailbox-command-hint = 输出 OAuth 2.0 访问令牌的命令。每次连接时在本机的 shell 中运行。
mailbox-test = 测试连接
mailbox-testing = 正在测试
mailbox-test-passed = 可以收取此邮箱。
mailbox-test-passed-sending = 邮箱可以读取，也可以发信。
mailbox-test-failed = 测试在以下步骤失败：
mailbox-step-passed = 通过：
mailbox-step-failed = 失败：
mailbox-step-not-reached = （未进行）
mailbox-folders = 要收取的文件夹
mailbox-folders-hint = 请选择所有会收到来信的文件夹，不要选“已发送”“草稿”或“已删除”。
mailbox-folders-later = 测试连接后可从服务器的文件夹中选择。
mailbox-ca = 要信任的证书
mailbox-ca-hint = 仅在公司自行签发服务器证书时需要：证书机构的 PEM 格式证书，可粘贴或选择文件。
mailbox-ca-pick = 选择文件
mailbox-authserv = 本公司邮件服务器的认证标识（authserv-id）
mailbox-authserv-hint = 所收邮件中 Authentication-Results 的第一个词，例如 mx.example.com。只采信以这些名称标注的检查结果。若该字段直接以 spf= 等结果开头（如 Microsoft 365），请填写一个连字符 -。
mailbox-lacks = 还需填写：{ $fields }。
mailbox-untested = 当前填写的内容尚未测试，但仍可保存。
mailbox-failed-test = 测试未通过，但仍可保存。
mailbox-remove = 不再收取 { $name }？
mailbox-remove-lead = 将不再查看此邮箱，并删除这里保存的密码或命令。
mailbox-remove-stays = 已收到的案件、邮件和日志都会保留，服务器上没有任何变化。重新设置后会另立台账；已有的邮件不会重复收取。
