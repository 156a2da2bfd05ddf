import { invoke } from '@tauri-apps/api/core';

/** What a command refuses with: a permanent code and the parameters of its sentence. */
export class DeskError extends Error {
  constructor(
    readonly code: string,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code);
    this.name = 'DeskError';
  }
}

function isRefusal(
  thrown: unknown,
): thrown is { code: string; params?: Record<string, string | number> } {
  return (
    typeof thrown === 'object' &&
    thrown !== null &&
    'code' in thrown &&
    typeof thrown.code === 'string'
  );
}

/** Whatever was thrown, as a `DeskError`; what the seam does not know is `window.call.failed`. */
export function asDeskError(thrown: unknown): DeskError {
  if (thrown instanceof DeskError) return thrown;
  if (isRefusal(thrown)) return new DeskError(thrown.code, thrown.params);
  return new DeskError('window.call.failed', { detail: String(thrown) });
}

/** A command that takes an object with its arguments. */
export function command<Args extends Record<string, unknown>, Result>(name: string) {
  return async (args: Args): Promise<Result> => {
    try {
      return await invoke<Result>(name, args);
    } catch (thrown) {
      throw asDeskError(thrown);
    }
  };
}

/** A command without arguments. */
export function question<Result>(name: string): () => Promise<Result> {
  const call = command<Record<string, never>, Result>(name);
  return () => call({});
}
