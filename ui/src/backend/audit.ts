import { command, question } from './call';
import type { AuditFilter, AuditPage, AuditVerdict } from './types';

export const auditList = command<{ filter: AuditFilter }, AuditPage>('audit_list');
export const auditVerify = question<AuditVerdict>('audit_verify');
/** Asks where to, natively; null when cancelled. */
export const auditExport = command<{ title: string; suggested: string }, string | null>(
  'audit_export',
);
/** The same for the entries that a filter lets through, as a table. */
export const auditTable = command<
  { filter: AuditFilter; title: string; suggested: string },
  string | null
>('audit_table');
/** The same for one entry, with its proof. */
export const auditProve = command<{ seq: number; title: string; suggested: string }, string | null>(
  'audit_prove',
);
