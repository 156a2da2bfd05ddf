let zone = $state('Asia/Shanghai');

/** Sets the time zone of the workspace (IANA name): every time is shown in it. */
export function setTimeZone(name: string): void {
  zone = name;
}

export function timeZone(): string {
  return zone;
}
