export { CloudCredentials } from './CloudCredentials.js';
export { Identities } from './Identities.js';
export { sameName } from './identity-rules.js';
export { LoginFields, type LoginDraft } from './LoginFields.js';
export { isFilled, isTwice, NO_LOGIN, type NewLogin } from './new-login.js';
export { NewLoginFields } from './NewLoginFields.js';
export { ordinal } from './ordinal.js';
export { LOGINS, NEW_LOGIN, RECOVERY } from './strings.js';
export { TextList } from './TextList.js';
