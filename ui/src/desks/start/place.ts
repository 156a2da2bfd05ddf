/** Characters that no file name may have on one system or another. */
const FORBIDDEN = /[\\/:*?"<>|\u0000-\u001f]+/g;

/** The folder of a workspace called `name` within `folder`: `folder/name.desk`. */
export function workspaceFolder(folder: string, name: string): string {
  const safe = name.replace(FORBIDDEN, '-').replace(/^[\s.]+|[\s.]+$/g, '');
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  return `${folder.replace(/[\\/]+$/, '')}${separator}${safe || 'workspace'}.desk`;
}

/** What a workspace is called by its folder. */
export function folderName(of: string): string {
  return (of.split(/[\\/]/).filter(Boolean).pop() ?? of).replace(/\.desk$/, '');
}
