## Mailboxes on a server
mailbox-none = 尚未设置邮箱。
mailbox-never = 从未
mailbox-added = 邮箱 { $name } 已设置。先用 `mailbox test` 测试，再用 `mailbox sync` 收取。
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
mailbox-state-syncing = { $total } 封中的第 { $seen } 封
mailbox-state-waiting = 已是最新，等待新邮件
mailbox-state-stopped = 已停止
