import { command } from './call';
import type { Attending, RecoveryGroups } from './types';
import type { Server } from './window';

/** Refused where no team can be set up; changes nothing. */
export const teamCheck = command<Server, void>('team_check');
/** The SQL that an administrator runs where the address's login may make no roles. */
export const teamPreparation = command<{ url: string }, string>('team_preparation');
export const undertaking = command<{ language: 'en' | 'zh-CN' }, string>('undertaking');
export const teamJoinBegin = command<
  Server & { code: string; path: string; passphrase: string },
  { workspace: string; recovery: RecoveryGroups }
>('team_join_begin');
/** Gives the fingerprint that somebody of the team has to confirm. */
export const teamJoinFinish = command<{ typed: string; name: string; path: string }, string>(
  'team_join_finish',
);
/** Who else has the case open that is open here. To be asked again within 45 seconds. */
export const attend = command<{ case: string | null; writing: boolean }, Attending[]>('attend');
