/** The bytes of a chosen file as base64 text, as they cross the bridge. */
export async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}

/** Name, size and SHA-256 of a chosen file; its bytes stay in the page. */
export async function outputOf(file: File): Promise<{ file: string; size: number; sha256: string }> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()));
  const sha256 = [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { file: file.name, size: file.size, sha256 };
}
