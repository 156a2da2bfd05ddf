import type { DepartmentView } from '../../backend';
import { indented, t } from '../../kit';

/** Where a department could lie: at the top, or under any that does not lie under itself. */
export function placesFor(
  all: readonly DepartmentView[],
  name?: string,
): { value: string; label: string }[] {
  const at = all.findIndex((one) => one.name === name);
  const depth = all[at]?.depth ?? 0;
  // What lies under it follows it, deeper than it is.
  const end = all.findIndex((one, index) => index > at && one.depth <= depth);
  const own = at < 0 ? [] : all.slice(at, end < 0 ? undefined : end);
  const others = all.filter((one) => !own.includes(one));
  return [
    { value: '', label: t('settings-department-top') },
    ...others.map((one) => ({ value: one.name, label: indented(one.name, one.depth) })),
  ];
}
