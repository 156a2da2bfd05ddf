import { command, question } from './call';
import type { AuditFilter, AuditPage, AuditVerdict } from './types';

export const auditList = command<{ filter: AuditFilter }, AuditPage>('audit_list');
export const auditVerify = question<AuditVerdict>('audit_verify');
/** Asks where to, natively; null when cancelled. */
export const auditExport = command<{ title: string; suggested: string }, string | null>(
  'audit_export',
);
