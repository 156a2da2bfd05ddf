start-title = 您的工作要放在哪里？
start-office = Ming Live
start-ways = 开始方式
start-all-ways = 所有方式
start-recent = 在此打开过
start-recent-missing = 目前找不到
start-theme = 切换浅色和深色
start-language = 语言

## 各种方式
start-demo = 先看一看
start-demo-text = 包含中英文虚构案件的演示。它只留在这台电脑上，与您自己的工作互不相干。
start-create = 在这台电脑上开始
start-create-text = 一个加密文件夹。单人使用，无需服务器。
start-team = 组建团队
start-team-text = 多人共用公司的 PostgreSQL，每人持有自己的密钥。
start-join = 加入团队
start-join-text = 您已收到地址和邀请码。
start-open = 打开工作区
start-open-text = 这台电脑上或当前已连接的磁盘上的文件夹。
start-restore = 从备份打开
start-recover = 使用恢复码

## 多个页面共用
start-path = 工作区文件夹
start-path-hint = 以 .desk 结尾
start-choose = 选择…
start-choose-workspace = 选择工作区文件夹
start-choose-place = 选择存放位置
start-choose-backup = 选择备份文件
start-choose-backups = 备份
start-choose-any = 所有文件
start-choose-erased = 选择清除记录
start-passphrase = 口令
start-back = 上一步
start-continue = 继续
start-problem-needed = 请填写此项。
start-problem-repeat = 两次输入不一致，请重新输入。
start-problem-weak = 这个口令容易被猜中，请设得更长一些。
start-problem-code = 恢复码共 8 组，每组 4 个字符。现在有 { $count } 个字符。

## 演示
start-demo-about = 邮件由程序自己编写，并与真实邮件走同样的流程进来：请求、投诉、回复、退信，还有几封不怀好意的。请随意尝试，任何内容都不会离开这台电脑。
start-demo-again = 首次打开需要稍等片刻。以后会立即打开，并保持您上次离开时的样子。
start-demo-go = 打开演示
start-demo-working = 正在准备演示
start-demo-count = 已导入 { $done } 封邮件
start-demo-count-of = 已导入 { $done } / { $total } 封邮件

## 打开
start-open-title = 打开“{ $name }”
start-open-other = 打开工作区
start-open-about = 口令只在这台电脑上用于打开工作区，不会存储，也不会发送到任何地方。
start-open-go = 打开
start-open-working = 正在打开。核对口令有意放慢，请稍候。
start-open-forgotten = 忘记口令？使用恢复码
start-open-elsewhere = 它已移到别处

## 开始：位置
start-steps = 第 { $now } 步，共 { $all } 步
start-step-done = 已完成
start-step-server = 数据库
start-step-place = 位置
start-step-passphrase = 口令
start-step-code = 恢复码
start-step-invitation = 邀请
start-step-undertaking = 保密承诺
start-step-confirm = 确认
start-place-title = 起个名称，选个位置
start-place-about = 所有内容都存放在一个文件夹里，写入磁盘之前就已加密。最后一步完成之前，不会创建任何内容。
start-place-about-team = 案件存放在服务器上，离开这台电脑之前就已加密；您自己的密钥留在这里的文件夹中。最后一步完成之前，不会创建任何内容。
start-place-keys = 密钥文件夹
start-place-name = 工作区名称
start-place-name-hint = 通常是公司名称
start-place-person = 您的姓名
start-place-person-hint = 日志中，您的每项操作旁都会显示
start-place-path = 位置
start-place-path-hint = 将在那里新建此名称的文件夹
start-place-rules = 新案件依照 GB/T 35273 和《个人信息保护法》办理，时间按 { $zone } 显示。两者都可以在“设置”中更改。

## 开始：口令
start-passphrase-title = 设定口令
start-passphrase-about = 每次打开工作区都要输入。谁也无法查到或重置它；下一步会给您一个恢复码，以备忘记口令之用。
start-passphrase-new = 新口令
start-passphrase-hint = 四五个互不相关的词
start-passphrase-repeat = 再输入一次
start-passphrase-again = 刚才显示的恢复码已作废。继续后会生成新的恢复码。
start-passphrase-working = 正在生成密钥。这一步有意放慢，请稍候。

## 开始：恢复码
start-code-title = 把恢复码记在纸上
start-code-about = 忘记口令时，用它可以打开工作区。它只显示这一次，不会保存在任何地方。既没有口令又没有恢复码，任何人都再也读不到任何一个案件：管理员不能，我们也不能。
start-code-about-new = 新恢复码输入无误后，旧恢复码随即作废。请把它放在原来存放的地方，并销毁旧的那张纸。
start-code-list = 恢复码，共 8 组，每组 4 个字符
start-code-covered = 输入时遮住
start-code-show = 再次显示恢复码
start-code-print = 打印
start-code-letters = 不含 0、1、I、O
start-code-back-title = 现在照着纸上输入一遍
start-code-back-text = 输入时，上面的恢复码会被遮住。
start-code-back-group = 输入恢复码，共 8 组
start-code-group = 第 { $number } 组
start-code-right = 正确
start-code-wrong = 不一致
start-code-marks = { $wrong ->
    [0] 8 组中已有 { $right } 组正确。
   *[other] 8 组中已有 { $right } 组正确，{ $wrong } 组不一致。
  }
start-code-until = 8 组全部正确后即可继续
start-code-complete = 8 组全部正确
start-code-working = 正在创建工作区
start-code-paper-title = 恢复码
start-code-paper-of = 工作区：{ $name }
start-code-paper-text = 持有此页的人可以打开工作区。请与电脑分开，锁好保存。使用方法：启动 Privacy Desk，然后选择“使用恢复码”。
start-code-paper-date = 打印日期：{ $date }

## 组建团队
start-address = 数据库地址
start-problem-address = 地址形如 postgres://登录名@主机/数据库。
start-plain = 允许不使用 TLS 连接
start-plain-hint = 仅限其间网络为自有网络时使用。个人内容仍然加密，但谁在何时做了什么不加密。
start-server-title = 使用哪个数据库？
start-server-about = 公司 PostgreSQL（15.14、16.10、17.6 或更高版本）上的一个空数据库，以及一个有权创建角色的登录名。现在只是查看；最后一步完成之前，不会在那里创建任何内容。
start-server-address-hint = 包含组建者的登录名
start-server-password = 该登录名的密码
start-server-password-hint = 仅用于此次组建，不会保存在任何地方。之后每人都有自己的登录名。
start-server-working = 正在查看数据库
start-preparation = 交给数据库管理员
start-preparation-about = 请将以下内容发给管理员，由其在该数据库中用 psql 运行一次，然后在此继续。
start-preparation-copy = 复制 SQL

## 加入团队
start-join-title = 输入邀请
start-join-about = 团队成员邀请了您，并给了您两样东西（可能分两种途径）：地址和邀请码。您的密钥在这台电脑上生成，其他任何人都不会持有。
start-join-address-hint = 按对方所给的填写，其中含有您的登录名
start-join-code = 邀请码
start-undertaking-title = 加入“{ $name }”之前
start-undertaking-about = 在此工作的每个人都要签署。您加入时，由您的密钥对中英文两种文本一并签署。
start-undertaking-first = 组建“{ $name }”之前
start-undertaking-first-about = 团队的每位成员都要签署，您是第一位。团队建成时，由您的密钥对中英文两种文本一并签署。
start-undertaking-accept = 我已阅读，并承诺遵守
start-undertaking-until = 勾选后即可继续
start-waiting-title = 您已加入“{ $name }”
start-waiting-about = 还差一步：由团队成员确认密钥确实是您的。在此之前，什么都打不开。
start-waiting-fingerprint = 您的密钥指纹
start-waiting-call = 打电话给团队的专员，或当面找对方。
start-waiting-read = 念出这个指纹，共五组。
start-waiting-open = 对方确认后，即可打开。
start-waiting-later = 您可以先关闭程序。该工作区列在“在此打开过”中；确认之前，打开它都会再次显示本页。
start-waiting-go = 尝试打开
start-waiting-not-yet = { $time } 尚未确认

## 从备份打开
start-restore-about = 备份是一个加密文件。它会恢复到一个新文件夹，备份所来自的工作区不受影响。
start-restore-from = 备份文件
start-restore-from-hint = 文件的完整路径
start-restore-to = 恢复到
start-restore-erased = 清除记录
start-restore-erased-hint = 备份之后清除过的内容会再次清除。备份旁边的记录会自动找到，存放在别处的请在此指定。
start-restore-passphrase-hint = 备份当时使用的口令
start-restore-go = 恢复
start-restore-working = 正在恢复备份
start-restore-count = 已完成 { $share }

## 使用恢复码
start-recover-about = 纸上的恢复码可以打开工作区一次，并为它设定新口令。之后您会得到新的恢复码，旧恢复码随即作废。
start-recover-code = 恢复码
start-recover-code-hint = 8 组，每组 4 个字符；空格和短横线不影响

## 口令输入框
start-secret-show = 显示
start-secret-hide = 隐藏
start-secret-show-name = 显示输入内容：{ $label }
start-secret-hide-name = 隐藏输入内容：{ $label }
start-secret-caps = 大写锁定已打开。
start-strength-none = 输入时会在此显示强度
start-strength-weak = 太容易被猜中
start-strength-enough = 足够
start-strength-strong = 很强

## 怎样让口令更好
advice-add-words = 再加一两个不常用的词
advice-common = 很多人都用这个
advice-own-words = 不要用自己或公司的名称
advice-repeats = 重复作用不大
advice-sequences = abc、6543 这样的序列作用不大
advice-keyboard = 键盘上连续的按键作用不大
advice-dates = 日期和年份容易被猜中
advice-names = 人名容易被猜中
advice-disguise = 改大小写或用符号代替字母作用不大

## 锁定
start-lock-title = 已锁定
start-lock-about = 密钥已收起，后台工作会暂停，直到您解锁。所有内容都已保存，您正在填写的案件内容也会保留。
start-lock-mail = 锁定期间不收取邮件。新邮件留在服务器上，解锁后即可收取。
start-lock-sends = 有 { $count } 封答复等待发送，解锁后发出。
start-lock-go = 解锁
start-lock-go-demo = 继续演示
start-lock-working = 正在解锁
start-lock-other = 关闭并使用其他工作区
