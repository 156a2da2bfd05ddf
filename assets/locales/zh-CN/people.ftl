### 人员：谁在团队里，各自能做什么。

people-list = 团队人员
people-count = { $count } 人
people-column-name = 姓名
people-column-standing = 状态
people-column-roles = 角色
people-since = { $date } 列入名单
people-code-until = 邀请码有效至 { $date }
people-code-over = 邀请码已过期
people-role-gap = 、
people-foot = 此处的每项操作都会记入审计日志。
people-foot-others = 名单由专员和管理员维护。
people-wait = { $count } 人等待确认
palette-for-person = 对 { $name }

## 人员详情
people-me = 您本人
people-before = 上一位
people-after = 下一位
people-email = 电子邮件
people-login = 登录名
people-came = 列入名单
people-until = 邀请码有效至
people-undertaking = 保密承诺
people-undertaking-none = 未签署
people-undertaking-yet = 加入时签署
people-undertaking-sign = 签署保密承诺书…
people-undertaking-title = 签署保密承诺书
people-undertaking-lead = 处理投诉的每个人都要签署。由您的密钥对中英文两种文本一并签署。
people-undertaking-go = 签署
people-not-undertaken = 未签署保密承诺书
people-last-seen = 最近活动
people-never-seen = 从未
people-manages-below = 同时管理下级部门：{ $departments }
people-fingerprint-about = 代表其密钥的公开部分。读出的指纹相同，就是同一把密钥。
people-fingerprint-none = 密钥在加入时生成。
people-acts = 可执行的操作
people-yourself = 任何人都不能更改自己的角色，也不能将自己移出，须由另一位专员操作。
people-officer-only = 只有专员才能变更专员。
people-left-about = 此人已离开。其所做的操作仍以其姓名保留在日志中。
people-wait-title = 等待确认
people-wait-about = { $name }已加入，并在自己的电脑上生成了密钥。在有人与其核对指纹之前，对方什么都打不开。

## 可执行的操作
people-do-confirm = 确认…
people-do-roles = 角色…
people-do-new-code = 新邀请码…
people-do-let-go = 移出团队…

## 各角色的权限
people-may-officer = 查阅并答复投诉与请求，收取邮箱，维护此名单
people-may-manager = 办理交给本部门的事项
people-may-staff = 登记培训，报告事件
people-may-auditor = 查阅并验证审计日志，看不到投诉内容
people-may-administrator = 维护此名单和数据库；仅凭此角色不能打开投诉，也不能设立专员
people-roles-legend = 担任的角色，可多选
people-departments = 所管部门
people-departments-all = 所有部门
people-departments-covered = 随上级部门
people-lacks-name = 请先填写姓名。
people-lacks-role = 请至少选择一个角色。

## 邀请
people-invite = 邀请人员
people-invite-lead = 您将得到一个邀请码，仅供此人使用一次。密钥由对方自己生成，其他任何人都不会持有。
people-invite-go = 生成邀请码
people-name-hint = 会显示在其每项操作旁
people-email-hint = 仅列于名单，不会发送任何邮件
people-login-hint = 小写字母、数字和连字符。留空则取自电子邮件地址或拉丁字母姓名。

## 邀请码
people-code-title = { $name }的邀请码
people-code-lead = 只在此时显示，以后不再显示。遗失时请重新生成。
people-code = 邀请码
people-code-good = 仅可使用一次，有效至 { $date }
people-code-login = 其中包含登录名：{ $login }
people-copy-code = 复制邀请码
people-copy-url = 复制地址
people-copied = 已复制
people-code-do = { $name }接下来要做的事
people-code-do-give = 地址可用任意方式发送。邀请码请另行告知：打电话，或写在纸上。
people-code-do-join = 对方启动 Privacy Desk，选择“加入团队”，输入地址和邀请码。
people-code-do-read = 对方来电念出指纹，由您在此核对并确认；之后即可打开各自权限内的内容。

## 确认
people-confirm-title = 这是{ $name }的密钥吗？
people-confirm-lead = 请对方通过电话或当面念出其窗口中显示的指纹。不要把您这里的念给对方。
people-confirm-here = 此处密钥的指纹
people-confirm-typed = 对方念的一致吗？请按听到的输入前两组
people-confirm-hint = 其余三组请目视比对
people-confirm-other = 与此处的密钥不一致。请对方再念一遍；如仍不一致，请勿确认，并告知数据库管理员。
people-confirm-until = 请按听到的输入前两组。
people-confirm-go = 五组一致，确认
people-confirm-why = 确认后，您的密钥为对方的密钥担保，并担保{ $name }的角色：{ $roles }。其权限内的内容随即对其开放。如果密钥在途中被人替换，就会在这里发现。

## 更改角色
people-roles-title = { $name }的角色
people-roles-lead = 对方的会话会结束。重新打开工作区后，即按新角色的权限工作。
people-roles-officer = 成为专员后，可打开所有投诉，包括以前的。
people-roles-no-officer = 投诉将对其关闭。此后收到的内容使用其从未持有的密钥；已经读过的内容无法收回。

## 新邀请码
people-new-code-title = 为{ $name }生成新邀请码？
people-new-code-lead = 用于邀请码遗失，或电脑、口令已无法使用的情况。
people-new-code-go = 生成新邀请码
people-new-code-old-code = 以前给出的邀请码随即作废。
people-new-code-keys = 对方会立即退出登录，其电脑上的密钥不再能打开任何内容。
people-new-code-again = 对方用新邀请码重新加入，并由专员核对新的指纹。

## 移出团队
people-let-go-title = 将{ $name }移出团队？
people-let-go-lead = 此操作不能撤销。如需恢复，请用另一个登录名重新邀请。
people-let-go-go = 移出团队
people-let-go-code = 其邀请码和登录名立即作废。对方从未进入过。
people-let-go-login = 其登录名和全部会话立即终止。
people-let-go-keys = 已向其开放的内容随即关闭，此后收到的内容使用新的密钥。
people-let-go-work = 其所做的操作仍以其姓名保留在案件和日志中。
people-let-go-known = 已经读过或抄录的内容无法收回，但其签署的保密承诺仍然有效。
## 权限复核
people-quarter = { $year }年第{ $number }季度
people-review = 权限复核
people-review-line = { $quarter }权限复核：{ $all } 人中已确认 { $done } 人，{ $date }前完成
people-review-progress = { $all } 人中已确认 { $done } 人，{ $date }前完成
people-review-finished = { $quarter }权限复核：{ $name }已于{ $date }完成
people-review-go = 开始复核
people-review-look = 查看
people-review-back = 返回名单
people-review-column = 复核
people-review-open = 待确认
people-review-confirmed = 已确认
people-review-by = { $name }，{ $date }
people-review-said = { $name }已确认，{ $date }
people-review-ask = { $name }是否仍需要这些权限？
people-review-about = 如仍需要，维持不变；如不需要，请在下方更改角色或移出团队。
people-review-alone = 这里没有其他人可以确认您，因此可由您本人确认；日志会记录。
people-review-another = 须由他人确认您的权限
people-review-another-about = 任何人都不能确认自己的权限。请让另一位专员或管理员打开权限复核。
people-review-stays = 维持不变
