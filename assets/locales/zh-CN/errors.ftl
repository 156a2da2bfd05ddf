# 出错时对使用者说的话：先说什么是安全的，再说什么没有成功，最后说该怎么办。
# 标识为 `error-` 加上错误代码，代码中的点换成短横线。

## 打开工作区
error-workspace-open-wrong-passphrase = 没有打开或改动任何内容。口令不正确，无法打开此工作区。请检查大写锁定和键盘布局后重试；如果忘记了口令，请使用恢复码。
error-workspace-open-damaged = 没有改动任何内容。{ $path } 有一部分已损坏，无法读取。请先将整个文件夹复制到另一块磁盘，再把最近的备份恢复到新文件夹。
error-workspace-open-keys-missing = 案件仍以加密形式保存着。{ $path } 中缺少“keys”文件，没有它什么都打不开。请从文件夹的副本中放回该文件，或将备份恢复到新文件夹。
error-workspace-open-keys-damaged = 案件仍以加密形式保存着。{ $path } 中的两份密钥都已损坏。请从文件夹的副本中放回“keys”文件，或将备份恢复到新文件夹。
error-workspace-open-newer = 没有改动任何内容。此工作区由更新的 Privacy Desk 创建（版本 { $found }，本程序最高支持 { $known }）。请安装新版程序后再打开。
error-workspace-open-not-found = 没有改动任何内容。{ $path } 处没有工作区。如果它在可移动磁盘上，请先接上磁盘；如果已移走，请选择它现在所在的文件夹。
error-workspace-open-in-use = 您的工作内容是安全的。另一个 Privacy Desk 正在使用 { $path }。请关闭那个窗口或等待其命令结束，然后重试。
error-workspace-open-read-only = 没有改动任何内容。{ $path } 不能写入。请为自己开放写入权限，或选择可以写入的位置；那里已有的工作区可以先复制，再从副本打开。
error-workspace-open-wrong-recovery-code = 没有打开或改动任何内容。此恢复码不属于这个工作区。请与纸上的恢复码逐组核对，并确认选择的文件夹是否正确。

## 创建工作区
error-workspace-create-exists = 原有内容未受影响。{ $path } 已经存在。请换一个名称或文件夹；如果它就是您的工作区，请直接打开。
error-workspace-create-weak-passphrase = 还没有创建任何内容。这个口令容易被猜中。请设得更长一些：四五个互不相关的词就足够了。
error-workspace-create-code-mismatch = 恢复码没有变化。输入的内容与恢复码不一致。请更正标为有误的各组。
error-workspace-create-not-begun = 没有创建或改动任何内容。屏幕上的恢复码已失效，因为前一步没有完成。请重新开始。
error-workspace-create-place = 没有创建任何内容。{ $path } 不能存放工作区（{ $why }）。请选择其他文件夹。

## 磁盘与锁定
error-workspace-disk-full = 原先保存的内容没有变化。{ $path } 所在的磁盘已满。请腾出一些空间后重做。
error-workspace-io = 原先保存的内容没有变化。{ $path } 无法读取或写入（{ $why }）。请检查磁盘是否接好、您是否有写入权限，然后重试。
error-workspace-locked = 所有内容都已保存。工作区已锁定。请用口令解锁后重做。

## 备份与恢复
error-workspace-backup-exists = 原有文件未受影响。{ $path } 已经存在。请换一个名称。
error-workspace-backup-cancelled = 工作区没有变化。备份已停止，未完成的文件已删除。请在方便时重新备份。
error-workspace-restore-not-a-backup = 没有恢复或改动任何内容。{ $path } 不是 Privacy Desk 的备份，或者备份不完整。请选择备份时生成的文件。
error-workspace-restore-not-found = 没有恢复或改动任何内容。{ $path } 处没有备份。请检查名称，或接上存放备份的磁盘。
error-workspace-restore-damaged = 没有恢复或改动任何内容。备份 { $path } 已损坏。请保留该文件，改用另一份备份恢复；如果没有其他备份，请打开制作备份的那个工作区。

## 设置
error-workspace-settings-time-zone = 设置保持不变。没有名为“{ $zone }”的时区。请从列表中选择，例如 Asia/Shanghai。
error-workspace-settings-department = 部门保持不变。名称须为一行，1 至 80 个字符。请修改后再添加。
error-workspace-department-exists = 部门保持不变。已有名为“{ $department }”的部门。请换一个名称。
error-workspace-department-circle = 部门保持不变。“{ $under }”在“{ $department }”之下，不能作为其上级。请另选一个。
error-workspace-calendar-file = 日历保持不变。{ $path } 第 { $line } 行有误：{ $why ->
    [too-large] 文件超过 4 MiB，或者超过 10,000 天
    [encoding] 不是 UTF-8 编码
    [not-calendar] 开头不是 BEGIN:VCALENDAR
    [cut-off] 此处开始的事件没有结尾
    [date] 缺少日期，或者日期不存在
    [span] 事件的结束早于开始，或者长于两个月
    [repeats] 事件带重复规则或者时长；请逐日列出
    [columns] 表格需要 date 列，可以有 kind 和 name 列
    [kind] 类型只能是 off 或者 worked
    [both] 同一天在一行为休息，在另一行为上班
   *[empty] 其中没有任何日期
}。请修正后重新添加。
error-workspace-calendar-name = 日历保持不变。名称须为一行 1 至 40 个字符，且不能向“none”添加。请另选一个。
error-workspace-calendar-in-use = 日历“{ $calendar }”保持不变：本工作区正在使用它。请先为工作区选择其他日历。
error-workspace-settings-regime = 设置保持不变。这里没有名为“{ $regime }”的法规。请从列表中选择。

## 案件
error-case-not-found = 没有改动任何内容。找不到这个案件。请刷新列表后从列表中打开。
error-case-act-conflict = 您输入的内容仍保留在这里。此案件刚才被他人改动过。请查看最新情况后重做。
error-case-act-blocked = 案件没有变化。现在还不能这样做，尚缺：{ $missing }。请先补上。
error-case-act-invalid = 案件没有变化。“{ $field }”没有填写或不合适。请更正后重试。
error-case-refuse-incomplete = 案件没有变化，也没有拒绝任何请求。拒绝尚缺：{ $missing }。请补上后再拒绝。
error-case-refuse-unknown-ground = 案件没有变化，也没有拒绝任何请求。“{ $ground }”不能作为拒绝此项请求的依据。可用的依据有：{ $known }。
error-case-undo-not-possible = 案件没有变化。之后已有其他操作，或者这一步已经撤销过，因此无法再撤销。请用新的操作来更正。
error-case-undo-added = 案件没有变化。最后一步添加了来往内容或备注，这些内容会一直留作记录，无法撤销。请用新的操作来更正：重新打开案件、重新记录答复，或写一条备注。
error-case-undo-gone = 案件没有变化。这一步之前的内容已不再保留：时间太久，或者其中有内容已被清除。请用新的操作来更正。
error-case-undo-nothing = 案件没有变化。此案件还没有可以撤销的操作。
error-case-erased = 此处的内容已清除，不能再办理。当事人再次来信时会立新案。
error-retention-erase-not-confirmed = 没有清除任何内容。要确认，请输入 { $wanted }。
error-retention-period-months = 期限没有变化。期限为 1 至 1200 个月，或者不设。
error-retention-list-not-ours = { $path } 不是本工作区的清除记录，或者已被改动。没有恢复任何内容。请使用备份旁边或工作区文件夹里的记录。
error-retention-backup-not-found = 没有这份备份，或者它已销毁。
error-case-query-unknown = 列表未变。搜索不认识“{ $word }”。可用的关键字列在搜索框下方；若要查找原文，请加引号。

## 邮件
error-message-not-found = 没有改动任何内容。找不到这封邮件。请刷新案件后从案件中打开。
error-message-no-raw = 文字内容已保存。这一条是手工录入的，没有原始邮件，因此没有可保存的文件。
error-message-attachment-missing = 邮件完整保存着。其中没有这个附件。可以查看邮件源码，了解实际发来的内容。
error-message-no-html = 邮件已按文本显示。其中没有可显示的 HTML 部分。
error-message-preview-none = 未打开任何内容。这里只能预览图片和 PDF 文件，请另存副本。
error-message-preview-limit = 绘制该文件超出了允许的时间或内存，已被中止。请另存副本，并谨慎对待。
error-message-preview-broken = 无法绘制该文件：文件已损坏，或设有密码。请另存副本。

## 导入邮件
error-intake-path-missing = 已导入的邮件都已保存。找不到 { $path }。请检查名称或接上磁盘，然后重新导入。
error-intake-running = 正在进行的导入会继续。一次只能进行一项导入。请等它完成或将其取消，再开始这一项。
error-intake-unreadable-file = 其他邮件都已保存。{ $path } 无法读取（{ $why }）。请确认您有读取权限后重新导入；同一封邮件不会重复导入。

## 邮箱
error-mailbox-not-found = 未作任何更改。没有名为“{ $name }”的邮箱或文件夹。可用 `pdesk mailbox list` 和 `pdesk ledger` 查看名称。
error-mailbox-exists = 未作任何更改。已有名为“{ $name }”的邮箱。请换一个名称。
error-mailbox-running = 正在进行的收取不受影响。请等它结束或先停止它，再试一次。
error-mailbox-token-command = 已收到的邮件不受影响。此邮箱的命令没有给出访问令牌（{ $said }）。请在终端里运行该命令，查明原因并修正。
error-mailbox-failed = 已收到的邮件不受影响。{ mailbox-why }

## 审计日志
error-audit-not-sound = 没有改动任何内容。日志从第 { $seq } 条起与自身的记录不符：有内容在本程序之外被改动过。请原样保留一份工作区文件夹的副本，并告知负责审计的人。
error-audit-export-exists = 原有文件未受影响。{ $path } 已经存在。请换一个名称。
error-audit-checkpoint-not-ours = 没有进行验证，也没有改动任何内容。该文件的末尾不是由您的密钥为此日志签名的检查点。请选择从此工作区导出的完整日志文件。

## 程序
error-desk-internal = 此前完成的操作都已保存。程序内部出错（{ $place }）。请重试；如果再次出现，请关闭并重新打开工作区，并报告括号中的内容。
error-store-unavailable = 此前完成的操作都已保存。工作区的数据库没有响应（{ $why }）。请稍后重试；如果仍不行，请关闭并重新打开工作区。
error-desk-not-allowed = 未执行任何操作。您的角色没有此权限，请联系团队中的专员。
error-team-keys-not-vouched = 没有打开任何内容。数据库中 { $whose } 的密钥与团队签署的不一致，可能已被人替换。请停止输入，并告知隐私办公室和数据库管理员。
error-team-keys-seen-damaged = { $path } 不完整。其中是这台电脑见过的人员和密钥，因此没有打开。请从另一台电脑或此文件夹的备份复制；都没有的，请先与隐私专员核对团队成员，再删除此文件。
error-team-older = 没有改动任何内容。团队数据库的结构版本为 { $found }，本程序需要 { $known }。请管理员运行一次“pdesk team upgrade”。
error-team-none = 此处没有团队工作区。请检查地址和数据库名称；新建请在开始界面选择“组建团队”，或使用“pdesk team init”。
error-team-exists = 未创建任何内容。此数据库中已有团队工作区。请让其专员邀请您，或指定其他数据库。
error-team-server-too-old = 未创建任何内容。PostgreSQL { $found } 版本过低：团队工作区需要 15.14、16.10、17.6 或更高版本，因为此前的行级安全存在缺陷。
error-team-no-tls = 没有发送任何内容。服务器不在本机，且连接未加密。请在服务器上启用 TLS；如果其间网络为自有网络，可明确允许不加密。
error-team-no-create-role = 未创建任何内容。此登录名无权创建角色。请使用具有 CREATEROLE 权限的登录名；或请数据库管理员在 psql 中运行“pdesk team init --print-sql”针对此地址输出的内容，然后重试。
error-team-no-logins = 没有改动任何内容。服务器不允许团队的函数创建或更改登录（{ $said }）。请数据库管理员在 psql 中运行“pdesk team init --print-sql”针对组建团队所用地址输出的内容，然后重试。
error-team-not-undertaken = 未创建任何内容。组建团队的人须与其他成员一样签署保密承诺书。请阅读并接受。
error-team-not-confirmed = 您已加入，仍需团队成员确认您的密钥。请通过电话或当面念出指纹：{ $fingerprint }
error-team-refused = 服务器拒绝登录。您的登录可能已终止，或已签发新的邀请码；请联系团队中的专员。
error-team-join-code = 未创建任何内容。邀请码有误、不属于此登录名，或已过期。请逐组核对，并检查地址；或索取新的邀请码。
error-team-join-not-invited = 未创建任何内容。此登录名没有邀请，或邀请已过期。请索取新的邀请码。
error-people-not-found = 未执行任何操作。没有名为 { $who } 的人员，或有多人重名。请提供登录名。
error-people-invite-taken = 未创建任何内容。登录名 { $login } 已存在，请另取一个。
error-people-invite-login = 未创建任何内容。登录名由小写字母、数字和连字符组成，最多 31 个字符，且以字母或数字开头。请提供一个。
error-people-invite-no-role = 未执行任何操作。至少需要一个角色。
error-people-invite-department = 未执行任何操作。没有部门 { $department }。请在设置中添加，或选择其他部门。
error-people-confirm-fingerprint = 未确认。所给指纹与此处的密钥不一致。请让对方再念一遍；如仍不一致，请勿确认，并告知数据库管理员。
error-people-state = 未执行任何操作。此人{ $state ->
    [invited] 已受邀但尚未加入
    [joined] 正在等待确认
    [left] 已离开团队
   *[active] 已在岗
 }。
error-people-yourself = 未执行任何操作。须由另一位专员对您执行此操作。
error-template-not-found = 该模板已不存在。请重新查看模板列表。
error-template-invalid = 模板没有保存。{ $part ->
    [name] 名称须为一行、1 至 60 个字符
   *[text] 内容须为 1 至 4,000 个字符
 }。请更正后重试。
error-template-taken = 已有名为“{ $name }”的模板。请换一个名称，或修改已有的模板。
error-view-not-found = 该视图已不存在。请重新查看视图列表。
error-people-review-yourself = 未确认。您本人的权限须由另一位专员或管理员确认。
error-people-last-officer = 未执行任何操作。否则将无人能打开投诉。请先确认另一位专员。
error-audit-inconsistent = 没有打开任何内容。日志与本机上次所见的不一致：自第 { $seq } 条起被更改、截断或恢复到较早状态。请告知审计人员，并与他人保存的检查点核对。如果是有意恢复的工作区，请将“checkpoint”文件移出其文件夹后再打开。
error-team-move-already = 没有移动任何内容。此工作区已在服务器上。
error-team-move-differs = 没有保留任何内容。“{ $table }”到达的数据与发出的不一致。请关闭此工作区的其他窗口后重试。
error-audit-no-entry = 没有可证明的内容。日志中没有第 { $seq } 条。
error-team-database-name = 未创建任何内容。数据库名称须由小写字母、数字、连字符和下划线组成，最多 { $most } 个字符，因为其角色以此命名。请换一个名称。

## Merging and splitting
error-case-undo-since = 未作任何改动。此后 C-{ $number } 又有变动，撤销会使其丢失。已并入的案件仍可重新拆出，已拆出的案件仍可并回。
error-case-merged = 未作任何改动。本案已并入 C-{ $number }。请在该案中操作，或先将本案重新拆出。
error-case-merge-other-person = 未合并。C-{ $from } 与 C-{ $into } 的请求人不同，或无法判断。请先核对请求人，再确认两人同处一案；也可以只作关联。
error-case-link-already = 案件没有变化。关联已经存在。
error-case-link-alone = 未关联任何案件。请至少选择两个案件，或指定要关联到的案件。
error-case-link-many = 未关联任何案件。两两关联最多 { $most } 个案件；更多时请指定一个案件，全部关联到它。
error-case-merge-other-law = 未合并。C-{ $from } 与 C-{ $into } 适用的法律不同。请先统一适用法律，再合并。
error-case-unmerge-not-merged = 未作任何改动。本案未并入其他案件。
error-case-unmerge-gone = 未作任何改动。随本案并入的内容已无记录。请在并入的案件中用“拆分”取出来件。
error-case-split-nothing = 未作任何改动。尚未选择内容。请选择来件或请求事项。
error-case-split-all = 未作任何改动。这样拆分后原案将不剩任何内容。请至少保留一封来件和一项请求，或改用合并。
error-case-split-decided = 未作任何改动。已有结果的请求事项须留在原案记录中。请选择尚未办结的事项。
error-case-unsplit-not-split = 未作任何改动。本案不是从其他案件拆出的。请改用合并。

## 答复
error-letter-empty = { $part ->
    [subject] 信函的主题没有内容。
   *[text] 信函没有内容。
  }
error-letter-field = { $part ->
    [subject] 信函的主题
   *[text] 信函
  }用了不存在的栏目：{ $field }。栏目写在两层花括号中，名称以栏目表为准。
error-letter-template = { $part ->
    [subject] 信函的主题
   *[text] 信函第 { $line } 行
  }无法填写：{ $said }。栏目写在两层花括号中，如 {"{{"} name {"}}"}。
error-case-identity-wrong-code = 没有改动。这不是发出的验证码，还可以尝试 { $left } 次。
error-case-identity-account = 没有生成验证码。本案当事人处没有这个账号。请先按登记内容在当事人中填写。
error-case-identity-no-code = 没有改动。这个案件没有有效的验证码。请重新发起身份核实，会生成新的验证码。
error-draft-gone = 没有改动。这份草稿已经发出或丢弃。请重新查看案件。
error-approval-own = 没有改动。这份答复由您撰写，或由您提出批准请求，须由其他专员批准。
error-approval-nobody = 没有改动。没有其他在职的专员可以批准。请邀请一位，或取消第二个人批准的要求。
error-draft-too-large = 没有添加文件。一封答复的文件合计最多 { $most } MiB：邮件服务器接受不了更多。请少发一些，或改用其他方式交付。
error-package-not-verified = 没有制作。文件可能把所求内容交给身份尚未核实的人。请先核实身份。
error-package-needs-approval = 没有制作。这里提供个人信息须由第二个人批准。请把文件包附在答复中，由对方一并批准。
error-package-passphrase = 没有制作。这个口令容易被猜中，或含有不同键盘和程序写法不一的字符。请用六个互不相关的英文单词，或由程序生成。
error-package-exists = 原有文件未受影响。{ $path } 已经存在。请换一个名称。
error-scan-found = 没有交出文件：病毒扫描程序在其中发现了 { $name }。请不要打开。需要检查的人可用“pdesk messages raw”取出整封邮件。
error-scan-place = 没有改动。扫描程序必须在本机上：请给出套接字的完整路径，或 localhost 的端口。
error-scan-none = 还没有设置病毒扫描程序。请在设置中或用“pdesk workspace scanner”说明它的位置。
error-scan-failed = 无法询问病毒扫描程序：{ $why ->
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
  }。在它响应之前，交出的文件均标为未扫描。
error-reply-stopped = 没有发送。拦截原因：{ $stops }。请改正必须改正的，其余看过后确认。
error-reply-no-sender = 没有发送。还没有可以发信的邮箱。请在邮箱设置里填写发信服务器。
error-reply-sent = 答复没能撤回：服务器已经在接收。请另写一封更正。
error-reply-not-sent = 答复已记录，停在发件箱（{ $state }）。{ $said }
error-outbox-state = 没有改动。这封邮件的状态已变（{ $state }）。请重新查看发件箱。
error-outbox-elsewhere = 没有从这里发送：{ $by } 的桌面正在为团队发信，会从那里发出。
