## 部门任务

tasks = 部门任务
task-until = { $date }截止
task-overdue = 已逾期
task-excerpt = 摘录
task-excerpt-hint = 部门只能看到案件的这一部分。可选取一段，也可自行填写。
task-excerpt-whole = 段落
task-excerpt-none = 无
task-text = 需要办理的事项
task-due = 答复期限
task-title = C-{ $number }：交办任务
task-lead = 部门只会看到以下事项和摘录，看不到案件的其他内容。
task-needs = 请填写部门、期限和需要办理的事项。
task-answer = 录入答复
task-answer-title = { $department }的答复
task-answer-text = 部门的答复
task-withdraw = 撤回
task-withdraw-title = 撤回交给{ $department }的任务
task-withdraw-reason = 不再需要的原因
task-late = 任务已逾期
task-waits = 任务期限：{ $date }

task-state-open = 待答复
task-state-answered = 已答复
task-state-withdrawn = 已撤回
task-is-open = 尚未答复
task-is-overdue = 已过期限
task-is-answered = 已答复
task-is-withdrawn = 已撤回

do-task = 交办任务
done-task = 已交办任务
done-task-answer = 已录入答复
done-task-withdraw = 已撤回任务
act-task = 已向部门交办任务
act-task-answer = 已录入部门答复
act-task-withdraw = 已撤回任务
missing-task-open = 待答复的任务
still-open-task-open = 仍有部门尚未答复。
thing-task = 有部门任务
filter-key-task = 部门任务的进展
