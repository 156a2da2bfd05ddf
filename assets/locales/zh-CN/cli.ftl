# 仅命令行使用的语句。与窗口共用的在其他文件中。

## 在终端上询问
cli-passphrase = 口令：
cli-passphrase-new = 新口令：
cli-passphrase-again = 再输入一次：
cli-recovery-ask = 恢复码：
cli-recovery-code = 这是恢复码。请抄写下来，并存放在这台电脑以外的地方：没有它，一旦忘记口令，工作区将永远无法打开。

    { $code }

cli-recovery-type-back = 请把恢复码输入一遍：

## 结果
cli-done = { $case }：{ $act }。状态：{ $status }。
cli-done-undo = 撤销：{ $command }
cli-passphrase-changed = 口令已更改。恢复码不变。
cli-recovered = 新口令已设置，新恢复码已取代旧恢复码。
cli-recovered-file = 新口令已设置。新恢复码在 { $path } 中；旧恢复码已失效。
cli-recovery-cut-off = 上一次恢复在设好口令和恢复码之后中断了，现用那个恢复码重新进行。
cli-backup-done = 备份在 { $path }（{ $size }）。
cli-demo = 演示工作区在 { $path }：{ $cases } 个案件，{ $messages } 封邮件。口令：{ $passphrase }
    接着可以运行：pdesk --workspace { $path } cases list
cli-more = 后面还有：--after { $next }
cli-more-before = 还有更早的：--before { $next }
cli-missing-status = “{ $status }”以外的状态（现在能做什么见 pdesk cases show）

## 列表
cli-cases-none = 没有符合条件的案件。
cli-messages-none = 没有符合条件的邮件。
cli-column-case = 案件
cli-column-due = 期限
cli-column-status = 状态
cli-column-week = 起始周
cli-column-arrived = 收到
cli-column-age = 时长
cli-column-open = 未结
cli-column-until = 到
cli-column-median = 半数不超过
cli-column-p90 = 九成不超过
cli-column-law = 法律
cli-column-on-time = 按时
cli-column-late = 逾期
cli-column-running = 计时中
cli-column-asked = 诉求
cli-column-from = 来自
cli-column-to = 收件人
cli-column-cc = 抄送
cli-column-subject = 主题
cli-column-id = 标识
cli-column-received = 收到
cli-column-time-source = 时间
cli-column-became = 归属
cli-column-source = 来源
cli-column-answers = 答复
cli-column-view = 视图
cli-column-cases = 案件数
cli-column-query = 查询
cli-column-order = 排序
cli-column-whose = 归属
cli-column-word = 代码
cli-column-ground = 理由
cli-column-clause = 条款
cli-column-meaning = 含义
cli-column-clock = 时限
cli-column-period = 期限
cli-column-calendar = 日历
cli-column-version = 版本
cli-column-years = 年份
cli-column-counts = 适用于
cli-calendar-added = + { $added }（{ $name }）
cli-calendar-own = 本工作区
cli-choices-departments = 部门
cli-choices-tags = 标签
cli-choices-people = 人员
cli-attached = 附件
cli-quoted =
    { $lines ->
       *[other] [引用 { $lines } 行]
    }

## 工作区
cli-info-name = 名称
cli-info-path = 文件夹
cli-info-id = 标识
cli-info-engine = 数据库（结构版本）
cli-info-created = 创建于
cli-info-size = 大小
cli-info-cases = 案件
cli-info-messages = 邮件
cli-info-entries = 日志条目
cli-info-fingerprint = 指纹
cli-info-backup = 最近备份
cli-info-no-backup = 尚无
cli-info-time-zone = 时区
cli-info-regime = 新案件适用的法规
cli-info-calendar = 节假日
cli-info-lock-after = 闲置多少分钟后锁定
cli-info-approve-refusals = 拒绝由第二个人批准
cli-info-approve-disclosures = 提供个人信息由第二个人批准

## 案件
cli-case-text = 陈述内容
cli-case-messages = 来往内容
cli-case-notes = 备注
cli-case-offers = 现在可以做的（▸ 为下一步）：pdesk cases …
cli-case-offers-words = 大写部分的取值见 pdesk help cases COMMAND；依据、人员、部门和标签见 pdesk choices。
cli-case-suggested = 它可能属于 { $case }。
cli-case-folded = 来往内容较多，较早的没有展开。查看请用：{ $command }

## 出错时
error-cli-workspace-not-named = 没有执行任何操作。没有指定工作区。请用 --workspace 指定文件夹，或设置 PRIVACY_DESK_WORKSPACE。
error-cli-passphrase-not-given = 没有执行任何操作。没有给出口令，也没有终端可以询问。请指定存放口令的文件，或设置 PRIVACY_DESK_PASSPHRASE_FILE。
error-cli-passphrase-differ = 没有改动任何内容。两次输入的口令不一致。请重新开始。
error-cli-recovery-not-given = 没有执行任何操作。恢复码需要存放或读取的地方，而这里没有终端。请用 --recovery-file 指定文件。
error-cli-file-unreadable = 没有改动任何内容。{ $path } 无法读取（{ $why }）。请检查文件名以及读取权限。
error-cli-file-unwritable = 此前保存的内容不变。{ $path } 无法写入（{ $why }）。请选择可以写入且空间足够的位置。
error-cli-file-exists = 原有文件没有被改动。{ $path } 已存在。请换一个名称。
error-cli-ask-which = 案件没有改动。请指明是哪一项诉求。本案中有：{ $asks }。
error-cli-ask-unknown = 案件没有改动。本案中没有“{ $ask }”这项诉求。现有：{ $asks }。
error-cli-clock-which = 案件没有改动。可以延长的期限不止一个。请用 --clock 指明：{ $clocks }。
error-cli-recipient-which = 案件没有变化。请用列出的名称说明告知的是谁。尚待告知：{ $recipients }。
error-cli-person-unknown = 没有改动任何内容。这里没有名为“{ $person }”的人。现有：{ $people }。
error-cli-answer-nothing-to-tell = 案件没有改动。--tell 用于写明须获知删除的接收方，而这里没有答复任何删除请求。请去掉它，或为删除请求写明结果。
error-cli-import-stopped = 已导入的内容都保留。导入已停止。再次运行同一命令即可继续，不会重复导入。
error-cli-import-incomplete = 其余邮件都已导入。无法读取的数量：{ $failed }。请检查读取权限，然后再次运行同一命令；不会重复导入。
error-cli-start = 没有执行任何操作。程序无法启动（{ $why }）。请重试。

## Teams
cli-column-text = 内容
cli-column-name = 姓名
cli-column-login = 登录名
cli-column-standing = 状态
cli-column-roles = 角色
cli-column-fingerprint = 指纹
cli-column-kept = 保存
cli-column-number = 案件
cli-column-closed = 结案
cli-column-keeps = 保留原因
cli-column-made = 制作
cli-column-kept-until = 保留至
cli-column-draft = 草稿
cli-column-state = 状态
cli-column-language = 语言
cli-column-stop = 拦截原因
cli-column-passable = 怎么办
cli-column-about = 涉及
cli-column-message = 邮件
cli-column-since = 起始
cli-column-next = 下次尝试
cli-column-said = 说明
cli-column-path = 路径
cli-column-undertaking = 保密承诺
cli-undertaking-none = 未签署
cli-column-last-seen = 最近活动
cli-column-confirmed = 确认
cli-review = { $quarter } 权限复核：{ $all } 人中已确认 { $done } 人，须在 { $due } 前完成。
cli-review-finished = { $quarter } 权限复核：已由 { $name } 于 { $at } 完成。
cli-review-confirmed = { $name }，{ $day }
cli-review-another = 须由他人确认
cli-review-alone = 这里没有其他人可以确认您，因此可由您本人确认；日志会记录。
cli-undertaken = 您已于 { $at } 签署。
cli-not-undertaken = 您尚未签署。签署请运行：pdesk people undertaking --undertake
cli-team-upgraded = { $url } 已是最新。
cli-team-sql = 供数据库管理员使用：在该数据库中用 psql 运行。可重复运行。
cli-team-joined = 您已加入。请通过电话或当面向团队专员念出此指纹；确认后即可打开工作区：{ $fingerprint }
cli-invited-all = 已邀请 { $count } 人。邀请码在 { $path }：请分别交给本人，然后删除该文件。
cli-team-moved = 工作区已在 { $path }：{ $tables } 张表共 { $rows } 行，两边一致。
cli-invited =
    请将此命令交给对方，邀请码另行传递；有效期至 { $until }，仅可使用一次：
    pdesk team join '{ $url }' --workspace FOLDER --code CODE
    邀请码：{ $code }
error-cli-team-not-undertaken = 未创建任何内容。请阅读以上承诺书，并用 --undertake 接受。

## Merging and splitting
cli-merge-would =
    合并到 { $into }：{ $from } 的 { $messages ->
        [0] 0
       *[other] { $messages }
    } 封邮件
cli-split-would =
    从 { $from } 拆出：{ $messages ->
        [0] 0
       *[other] { $messages }
    } 封邮件，单独成案：{ $subject }（{ $name }）
cli-distinct = 这两个案件不相同，不再互相提示。
cli-not-distinct = 这两个案件是否相同重新待定。
cli-bulk-undo = 撤销：pdesk cases undo-bulk { $id }
