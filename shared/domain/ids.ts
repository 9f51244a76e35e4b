declare const brand: unique symbol;

/** A string that cannot be mistaken for another kind of id: a key id does not pass for a group id. */
export type Branded<B extends string> = string & { readonly [brand]: B };

export type CredentialId = Branded<'CredentialId'>;
export type GroupId = Branded<'GroupId'>;
export type KeyId = Branded<'KeyId'>;
export type JobId = Branded<'JobId'>;

/** The one place where a text becomes an id: at the border (a table row, a checked argument, a fresh UUID). */
export const asId = {
  credential: (text: string): CredentialId => text as CredentialId,
  group: (text: string): GroupId => text as GroupId,
  key: (text: string): KeyId => text as KeyId,
  job: (text: string): JobId => text as JobId,
};
