## Tasks of departments

tasks = Tasks
task-until = until { $date }
task-overdue = overdue
task-excerpt = Excerpt
task-excerpt-hint = All of the case that the department sees. Choose a passage, or write one.
task-excerpt-whole = Passage
task-excerpt-none = None
task-text = What is to be done
task-due = Answer by
task-title = Task on C-{ $number }
task-lead = The department is told this text and the excerpt, and nothing else of the case.
task-needs = Name a department, a day, and what is to be done.
task-answer = Enter the answer
task-answer-title = Answer of { $department }
task-answer-text = What the department answered
task-withdraw = Withdraw
task-withdraw-title = Withdraw the task of { $department }
task-withdraw-reason = Why it is not needed any more
task-late = Task overdue
task-waits = Task until { $date }

task-state-open = open
task-state-answered = answered
task-state-withdrawn = withdrawn
task-is-open = Not answered yet
task-is-overdue = Past its day
task-is-answered = Answered
task-is-withdrawn = Withdrawn

do-task = Give a task
done-task = task given
done-task-answer = answer entered
done-task-withdraw = task withdrawn
act-task = Task given to a department
act-task-answer = Department’s answer entered
act-task-withdraw = Task withdrawn
missing-task-open = a task that is open
still-open-task-open = A department has not answered yet.
thing-task = A task of a department
filter-key-task = how far a department’s task has come
