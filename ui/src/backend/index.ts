// The seam: the only importer of @tauri-apps. The rest of the window calls these functions.
export * from './answers';
export * from './audit';
export { asDeskError, DeskError } from './call';
export * from './complaints';
export { on } from './events';
export * from './letters';
export * from './mailbox';
export * from './own';
export * from './people';
export * from './retention';
export * from './settings';
export * from './start';
export * from './team';
export type * from './types';
export type * from './window';
