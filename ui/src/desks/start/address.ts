/** The address of a team's database; undefined for what is none. */
function urlOf(address: string): URL | undefined {
  const typed = address.trim();
  const url = /^postgres(ql)?:\/\//.test(typed) ? URL.parse(typed) : null;
  return url?.hostname && url.pathname.length > 1 ? url : undefined;
}

/** The address with a password in it. */
export function withPassword(address: string, password: string): string | undefined {
  const url = urlOf(address);
  if (url && password) url.password = password;
  return url?.href;
}

/** The name of the database at an address. */
export function databaseOf(address: string): string | undefined {
  return urlOf(address)?.pathname.slice(1);
}
