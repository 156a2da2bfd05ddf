settings-title = 设置
settings-saved = 已保存：{ $what }

## 工作区
settings-workspace = 工作区
settings-workspace-name = 名称
settings-workspace-path = 文件夹
settings-workspace-engine = 存放于
settings-workspace-engine-sqlite = 这台电脑上的加密文件（结构版本 { $schema }）
settings-workspace-engine-postgresql = 公司的 PostgreSQL（结构版本 { $schema }）
settings-workspace-created = 创建于
settings-workspace-size = 大小
settings-workspace-holds = 内容
settings-workspace-holds-counts = { $cases } 个案件，{ $messages } 封邮件，{ $entries } 条日志
settings-workspace-id = 标识
settings-workspace-demo = 这是演示。您在这里的操作与真实工作互不相干。

## 外观
settings-look = 语言和主题
settings-look-about = 只对这台电脑有效，立即生效，无需重启。
settings-language = 语言
settings-language-system = 跟随系统
settings-theme = 主题
settings-theme-system = 跟随系统
settings-theme-light = 浅色
settings-theme-dark = 深色

## 工作
settings-work = 工作
settings-work-about = 对打开此工作区的所有人有效。
settings-zone = 时区
settings-zone-hint = 期限以当地午夜为一天的起止
settings-regime = 新案件适用的法规
settings-regime-hint = 已在计时的期限仍依照开始时的法规
settings-calendar = 节假日
settings-calendars = 日历
settings-calendars-about = 哪些日子休息。法律指定了日历的，无论办公室在何处都按其计算；其他按上面所选的日历计算。
settings-calendars-version = 版本 { $version }
settings-calendars-added = 含 { $name } 于 { $date } 添加的日期（第 { $added } 版）
settings-calendars-years = { $first }–{ $last }
settings-calendars-weekends = 无节假日
settings-calendars-missing = 尚无 { $year } 年的安排。公布后请添加。
settings-calendars-add = 从文件添加日期
settings-calendars-add-to = 向“{ $calendar }”添加日期
settings-calendars-remove = 移除添加的日期
settings-calendars-acts = “{ $calendar }”的操作
settings-calendars-pick = 选择日历文件
settings-calendars-new = 添加自己的日历
settings-calendars-name = 名称
settings-calendars-needs-name = 请先填写名称。
settings-calendars-confirm = 所有未结时限将按这些日期重新计算，并记入日志。
settings-calendars-do = 添加并重新计算
calendar-year = { $year } 年：休息 { $off } 天，调休上班 { $worked } 天
calendar-year-strays = { $year } 年：休息 { $off } 天，调休上班 { $worked } 天；加入该年已有的安排
settings-lock-after = 无人操作时锁定
settings-lock-after-minutes = { $minutes ->
    [0] 从不
   *[other] { $minutes } 分钟后
  }
settings-lock-after-hint = 锁定会收起密钥；解锁之前，后台工作会暂停
settings-lock-after-never = 任何坐到这台电脑前的人都能读到所有案件。
settings-approve-refusals = 拒绝请求的答复须由第二个人批准
settings-approve-disclosures = 提供个人信息的答复须由第二个人批准
settings-approve-hint = 包括附带的文件，以及查阅、复制、转移所请求内容的答复

## 部门
settings-departments = 部门
settings-departments-about = 分诊时可把案件交给其中一个部门。部门负责人同时负责其下级部门。
settings-department-new = 新部门
settings-department-add = 添加
settings-department-under = 上级部门
settings-department-top = 无：位于顶层
settings-department-in = 隶属{ $department }
settings-department-acts = 对“{ $department }”可执行的操作
settings-department-rename = 重命名…
settings-department-rename-officer = 须由专员执行，因为案件随之变更
settings-department-move = 移到其他部门之下…
settings-department-name = 名称
settings-department-needs-name = 请填写名称。
settings-department-rename-title = 重命名“{ $name }”
settings-department-rename-lead = 其下的案件（无论是否已关闭）以及各人在该部门的角色都会随之变更。日志保留两个名称。
settings-department-move-title = 移动“{ $name }”
settings-department-move-lead = 其下级部门一并移动，并由新上级部门的负责人负责。

## 键盘
settings-keys = 键盘
settings-single = 单字母快捷键
settings-single-text = j、k 上下移动，e 进行下一步，n 添加备注。在输入框中打字时不起作用。如果屏幕阅读器或语音控制要用到这些字母，请关闭。

## 口令
settings-passphrase = 口令
settings-passphrase-about = 恢复码仍然有效。以前的备份仍用当时的口令打开。
settings-passphrase-about-team = 用于在这台电脑上打开您的密钥。恢复码仍然有效。
settings-passphrase-change = 更改口令
settings-passphrase-old = 当前口令
settings-passphrase-save = 更改
settings-passphrase-done = 口令已更改。从现在起，只有新口令能打开此工作区。
settings-passphrase-demo = 演示无需口令即可打开。

## 备份
settings-backup = 备份
settings-backup-about = 一个加密文件，用当前口令打开。请保存在另一块磁盘上。备份期间您可以继续工作。
settings-backup-team-about = 案件存放在公司的 PostgreSQL 上，您的密钥在上述文件夹中。
settings-backup-team = 数据库由服务器管理员用 PostgreSQL 自带的工具备份，从备份中读不到任何案件。如果此文件夹丢失，可由另一位专员为您签发新邀请码。如果您是唯一的专员，则无人可以签发：请在另一块磁盘上保留此文件夹的副本。
settings-backup-last = 最近备份：{ $when }
settings-backup-none = 尚未备份。
settings-backup-go = 备份…
settings-backup-pick = 备份要保存到哪里？
settings-backup-working = 正在备份
settings-backup-progress = 已完成 { $share }
settings-backup-done = 备份已完成：{ $path }

## 密钥
settings-own-keys = 密钥
settings-own-keys-about = 您自己的一对密钥是在这台电脑上生成的。指纹代表其中的公钥：读出的指纹相同，就是同一把密钥。
settings-keys-roles = 角色
settings-keys-person = 所属
settings-fingerprint = 指纹

settings-notices = 通知
settings-notify = 在桌面上提醒我
settings-notify-text = 提醒紧急案件的新邮件，以及今天到期的案件数。只有数字，没有姓名和主题。

## Templates for notes
settings-templates = 备注模板
settings-templates-about = 写备注时可以套用的文字，供所有专员使用。
settings-templates-acts = 可对“{ $name }”执行的操作
settings-templates-change = 修改…
settings-templates-remove = 删除
settings-templates-new = 添加备注模板
settings-templates-change-title = 修改备注模板
settings-templates-lead = 已写好的备注不受影响，即使模板之后被修改或删除。
settings-templates-needs = 请填写名称和内容。
settings-templates-name = 模板名称
settings-templates-text = 模板内容

settings-scanner = 病毒扫描程序
settings-scanner-about = 每台办公电脑上的 ClamAV clamd。文件在保存、查看或发送前由它扫描。
settings-scanner-where = 监听位置
settings-scanner-none = 无
settings-scanner-socket = 套接字
settings-scanner-port = 端口
settings-scanner-path = 套接字路径
settings-scanner-path-hint = 即 clamd.conf 中的 LocalSocket。
settings-scanner-host = 地址
settings-scanner-host-hint = 须在本机：其协议不加密。
settings-scanner-number = 端口号
settings-scanner-off = 文件以未扫描状态交出。
settings-scanner-keep = 保存
settings-scanner-test = 试用
settings-scanner-trying = 正在试用
settings-letters = 信函
settings-letters-about = 经常要告知当事人的内容，使用时按案件填写。每封信函有中英两种文字，并保留所有版本。
settings-letters-acts = 可对“{ $letter }”执行的操作
settings-letters-in = { $language }：{ $version }
settings-letters-change = 改写{ $language }版…
settings-letters-versions = { $language }版的各版本…
