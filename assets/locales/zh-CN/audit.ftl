audit-title = 审计日志

## 列表
audit-list = 审计日志，最新的在前
audit-column-time = 时间
audit-column-person = 人员
audit-column-act = 操作
audit-column-object = 对象
audit-column-seq = 序号
audit-program = 程序
audit-end = 这是日志的开头。
audit-empty = 这里还没有任何操作。今后的操作会显示在这里。
audit-empty-filtered = 没有符合筛选条件的记录。减少一些条件可以看到更多。
audit-shown = 已显示 { $count } 条
audit-shown-more = 已显示 { $count } 条，向下滚动可看到更早的记录

## 筛选
audit-filter = 筛选
audit-filter-act = 操作
audit-filter-person = 人员
audit-filter-from = 从
audit-filter-to = 到
audit-filter-any = 不限
audit-filter-case = 案件 { $number }
audit-filter-case-drop = 重新显示所有案件
audit-filter-clear = 清除筛选
audit-filter-date = 日期请写成 { $example } 的形式。
audit-filter-order = 起始日期晚于结束日期，请更改其中一个。

## 操作类别
audit-group-case = 案件
audit-group-message = 邮件
audit-group-mailbox = 邮箱
audit-group-workspace = 工作区
audit-group-audit = 日志本身

## 一条记录
audit-entry = 第 { $seq } 条
audit-entry-newer = 较新的一条
audit-entry-older = 较早的一条
audit-entry-close = 关闭这条记录
audit-entry-time = 时间
audit-entry-person = 人员
audit-entry-login = 登录名
audit-entry-word = 代号
audit-entry-case = 案件
audit-entry-object = 对象
audit-entry-detail = 改动内容
audit-entry-no-detail = 除操作本身外没有其他内容。
audit-entry-hash = 此条记录的哈希值
audit-entry-hash-about = 日志的根由这些哈希值计算得出。只要有人改动任何一条，验证时就会发现。
audit-entry-narrow = 只显示
audit-entry-only-case = 此案件
audit-entry-only-person = 此人员
audit-entry-only-act = 此操作
audit-object-case = 案件
audit-object-message = 邮件
audit-object-mailbox = 邮箱
audit-object-person = 人员
audit-object-workspace = 工作区

## 验证
audit-verify = 验证
audit-verify-working = 正在逐条验证
audit-sound = 日志完好
audit-sound-text = 全部 { $count } 条记录都与根相符，验证于 { $when }。
audit-unsound = 日志已被改动
audit-unsound-text = { $seq ->
    [0] 记录与根不符，验证于 { $when }。
   *[other] 从第 { $seq } 条起不相符，验证于 { $when }。
  }
audit-unsound-do = 此次验证没有触动您的案件。请原样保留一份当前的工作区文件夹副本，并告知负责审计的人。
audit-unsound-show = 显示第 { $seq } 条
audit-problem-missing = 这一条缺失，或次序不对。
audit-problem-other-log = 这一条属于另一份日志。
audit-problem-changed = 这一条写入后被改动过。
audit-problem-rewritten = 这一条或其后的某一条连同哈希值被改写过。
audit-problem-cut = 从这里起的记录被截去。
audit-problem-beyond = 其后有日志从未计入的记录。
audit-root = 根
audit-root-about = 请把这个根另外保存。以后由此延续的日志都可以据此核对。
audit-verdict-close = 关闭验证结果

## 导出
audit-export = 导出
audit-export-title = 保存日志
audit-export-working = 正在写出日志
audit-table = 表格…
audit-table-title = 将这些条目导出为表格
audit-prove = 证明此条目…
audit-prove-title = 导出此条目及其证明
audit-written = 已写入 { $path }

## 做了什么
audit-act-case-opened = 查看了案件
audit-act-audit-verified = 验证了日志
audit-act-audit-exported = 导出了日志
audit-act-audit-proven = 已证明条目
audit-act-audit-table-written = 日志已导出为表格
audit-act-mailbox-added = 设置邮箱
audit-act-mailbox-changed = 更改邮箱
audit-act-mailbox-removed = 停止收取邮箱
audit-act-mailbox-epoch = 重新列出文件夹
audit-act-mailbox-reconciled = 台账与服务器核对
audit-act-workspace-created = 创建了工作区
audit-act-workspace-opened = 打开了工作区
audit-act-workspace-passphrase-changed = 更改了口令
audit-act-workspace-recovered = 用恢复码打开了工作区
audit-act-workspace-backed-up = 进行了备份
audit-act-workspace-restored = 从备份恢复了工作区
audit-act-retention-period-set = 已设保存期限
audit-act-retention-backup-days-set = 已设备份保留天数
audit-act-retention-automated-erased = 已清除自动邮件
audit-act-retention-backup-destroyed = 备份已销毁
audit-act-retention-known-again = 已登记清除过的邮件
audit-act-message-erased = 邮件已清除
audit-act-workspace-department-added = 添加了部门
audit-act-workspace-department-moved = 移动了部门
audit-act-workspace-department-renamed = 重命名了部门
audit-act-workspace-settings-changed = 更改了设置
audit-act-workspace-moved = 已迁移到团队服务器
audit-act-workspace-taken-home = 已从团队服务器复制到一台电脑
audit-act-person-invited = 已邀请人员
audit-act-person-joined = 人员已加入
audit-act-person-confirmed = 已确认人员密钥
audit-act-person-reset = 已签发新邀请码
audit-act-person-roles-changed = 已更改角色
audit-act-person-left = 人员已离开
audit-act-person-undertook = 已签署保密承诺书
audit-act-access-confirmed = 已确认权限
audit-act-access-reviewed = 权限复核已完成
audit-act-login-made = 已创建登录
audit-act-login-changed = 已更改登录
audit-act-login-ended = 已终止登录
audit-act-database-changed = 绕过程序的更改

## 改动的各个部分
audit-detail = { $part }：{ $value }
audit-detail-time-zone = 时区
audit-detail-regime = 法规
audit-detail-calendar = 节假日
audit-detail-disposition = 处理结果
audit-detail-size = 字节
audit-detail-reason = 原因
audit-detail-channel = 来源
audit-detail-status = 状态
audit-detail-login = 登录名
audit-detail-table = 数据表
audit-detail-seq = 条目
audit-detail-undone = 撤销的操作
audit-detail-message = 邮件
audit-detail-part = 部分
audit-detail-entries = 条数
audit-detail-sound = 完好
audit-detail-since = 对照至第几条
audit-detail-outcome = 结果
audit-detail-until = 至
audit-detail-kind = 类型
audit-detail-kinds = 类型
audit-detail-other = 另一案件
audit-detail-linked = 已关联
audit-detail-ground = 理由
audit-detail-priority = 优先级
audit-detail-department = 部门
audit-detail-under = 上级部门
audit-detail-to = 现名
audit-detail-quarter = 季度
audit-detail-alone = 无他人可确认
audit-detail-people = 人数
audit-detail-tags = 标签
audit-detail-minor = 未成年人
audit-detail-representative = 由他人代理
audit-detail-due-on = 自定日期
audit-detail-letter-due = 来函期限
audit-detail-note = 备注
audit-detail-identity = 身份
audit-detail-method = 核实方式
audit-detail-role = 角色
audit-detail-roles = 角色
audit-detail-fingerprint = 指纹
audit-detail-edition = 版本
audit-detail-amount = 延长
audit-detail-told-on = 告知日期
audit-detail-assignee = 经办人
audit-detail-because = 原因
audit-detail-messages = 邮件
audit-detail-notes = 备注
audit-detail-again = 恢复之后
audit-detail-which = 哪些条目
audit-detail-class = 记录类别
audit-detail-months = 月数
audit-detail-days = 天数
audit-detail-made = 制作日期
audit-detail-deleted = 文件已删除
audit-detail-erased = 再次清除
audit-true = 是
audit-false = 否
