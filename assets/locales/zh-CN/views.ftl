### 投诉台的排序、列与保存的视图。

sort-due = 到期日
sort-received = 收到时间
sort-changed = 最近来信
sort-number = 编号
sort-priority = 优先级
sort-status = 状态
sort-kind = 类别
sort-assignee = 经办人
sort-department = 部门
sort-regime = 法律
sort-identity = 身份
sort-messages = 邮件数
sort-attachments = 附件数

column-kind = 类别
column-status = 状态
column-assignee = 经办人
column-department = 部门
column-regime = 法律
column-channel = 渠道
column-received = 收到时间
column-due = 到期日

list-menu = 排序与列
list-reverse = 反向
list-grouped = 分组显示

view-all = 全部
view-whose-own = 我的
view-whose-shared = 共用
view-save = 将此列表保存为视图
view-change = 修改此视图
view-remove = 删除此视图
view-placed = “{ $name }”现在排在保存的视图的第 { $place } 位
view-removed = 视图“{ $name }”已删除。
view-kept = 视图“{ $name }”已保存。
view-name = 名称
view-shared = 供所有经办人使用
view-shared-hint = 他人可见其名称与查询，也可修改。
view-up = 上移
view-down = 下移
group-nobody = 未分配
group-none = 无

filter-key-from = 来信人
filter-key-kind = 所提要求
filter-key-is = 状态或情形
filter-key-has = 所含内容
filter-key-assignee = 经办人
filter-key-mentions = 备注提及的人
filter-key-due = 到期时间
filter-key-received = 收到时间
filter-key-changed = 最近来信时间
filter-key-tag = 标签
filter-key-department = 部门
filter-key-priority = 优先级
filter-key-regime = 法律
filter-key-channel = 来件渠道
filter-key-identity = 身份核验情况
filter-key-language = 语言
filter-key-number = 编号

flag-open = 尚未办结
flag-overdue = 已逾期
flag-unread = 未读
flag-mine = 分配给我
flag-snoozed = 已暂缓
flag-minor = 涉及未成年人
flag-held = 依法保留
flag-quarantined = 无法读取的邮件
flag-history = 历史邮件
flag-erased = 已删除内容
thing-attachment = 有附件
thing-note = 有备注
thing-due = 有到期日
list-no-groups = 此排序无法分组。
list-column = 显示{ $column }
list-columns-full = 一行最多显示 { $most } 列。
list-order-now = { $order }
view-first = 已在最前。
view-last = 已在最后。
view-needs-name = 请填写名称。
filter-assignee-me = 我
filter-assignee-none = 未分配

## 批量操作
marked-count = 已选 { $count } 件
marked-all = 已全选
mark-all = 全选
mark-none = 取消选择
bulk-acts = 批量操作
bulk-title = 对所选案件
bulk-act = 操作
bulk-would = { $total } 件中可处理 { $possible } 件。
bulk-looking = 正在检查可处理的案件……
bulk-not = { $count } 件不可处理：{ $why }（{ $cases }）
bulk-done =
    { $left ->
        [0] 已处理 { $done } 件。
       *[other] 已处理 { $done } 件；{ $left } 件保持原状。
    }
bulk-undone =
    { $left ->
        [0] 已撤销 { $done } 件。
       *[other] 已撤销 { $done } 件；{ $left } 件此后已有变动，保持现状。
    }
bulk-stopped = 已停止：处理了 { $done } 件。
bulk-nothing = 所选案件均不可处理。
bulk-adds = 将为每件添加备注或来往内容，无法撤销。
bulk-keep = 不变
bulk-tag = 添加标签
bulk-kind = 统一类别
bulk-needs = 请说明要做什么。
bulk-acknowledged = 告知各当事人的内容
bulk-outcome = 所有未决请求的结果
bulk-route-hint = 留空则按各案所依据的法律填写。
bulk-ground-elsewhere = 该依据不适用于其适用的法律或请求事项。
bulk-into = 全部并入
bulk-link = 关联对象
bulk-link-each = 所选案件两两关联
bulk-link-one = 关联到同一案件
bulk-do = 处理 { $count } 件

## The office's figures
figures = 统计
figures-received = { $from } 至 { $to } 收到 { $count } 件。
figures-in = 每周收件
figures-in-now = 本周
figures-in-told = { $weeks } 周共 { $count } 件，本周至今 { $now } 件
figures-open = 未结案件的时长
figures-age = { $from }–{ $to } 天
figures-age-over = 超过 { $days } 天
figures-first-answer = 首次答复
figures-closing = 结案
figures-took = 用时
figures-median = 半数不超过
figures-p90 = 九成不超过
figures-hour = 不到 1 小时
figures-hours = { $n } 小时
figures-days = { $n } 天
figures-none = –
figures-on-time = 按时答复
figures-late = { $count } 件逾期
figures-nothing = 尚无到期的答复。
figures-period = 统计最近十二周收到的案件。

## What the desktop is told
notice-urgent = 紧急案件收到 { $count } 封新邮件。
notice-due = 今天有 { $count } 件到期。
