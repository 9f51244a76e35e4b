import type { Failure } from '../../shared/result.js';
import type { RefusedAnswer } from './recorder.js';

/** What was being done when the vault refused: goes into the sentence. */
export interface CallContext {
  readonly host: string;
  readonly vault: string;
  /** The permission of the access policy that this call needs, as the portal names it. */
  readonly permission: 'Get' | 'List' | 'Create' | 'Import' | 'Update' | 'Delete' | 'Recover' | 'Purge';
  readonly keyName?: string;
  /** When the deleted key goes by itself, where it is known. */
  readonly scheduledPurgeOn?: number;
}

type Sentence = Pick<Failure, 'code' | 'message' | 'advice'>;

/** The sentence for a refusal of Key Vault (byok.md, "Errors worth a sentence of their own"). */
export function keyVaultFailure(answer: RefusedAnswer, context: CallContext): Failure {
  const sentence = sentenceOf(answer, context);
  return { ...sentence, ...(answer.message ? { original: answer.message } : {}) };
}

function sentenceOf(answer: RefusedAnswer, context: CallContext): Sentence {
  const reasons = `${answer.code ?? ''} ${answer.inner ?? ''} ${answer.message ?? ''}`;
  switch (answer.status) {
    case 400:
      return badRequest(reasons, context);
    case 401:
      return unauthorized(reasons, context);
    case 403:
      return forbidden(reasons, context);
    case 404:
      return notFound(reasons, context);
    case 409:
      return conflict(reasons, context);
    case 429:
      return {
        code: 'throttled',
        message: `The vault ${context.vault} takes no more requests for now; Keyferry waited and repeated, without success.`,
        advice: 'Wait a minute and do it again. Other clients of the same vault share its limits.',
      };
    default:
      return {
        code: answer.status >= 500 || answer.status === 408 ? 'service-failed' : 'refused',
        message: `The vault ${context.vault} answered with status ${answer.status}.`,
        advice:
          answer.status >= 500 || answer.status === 408
            ? 'Try again later; see status.azure.com.'
            : 'Read what it says below.',
      };
  }
}

function badRequest(reasons: string, { vault }: CallContext): Sentence {
  if (/hardware|premium|\bhsm\b.*(?:not supported|standard)|standard.*tier/i.test(reasons)) {
    return {
      code: 'not-premium',
      message: `The vault ${vault} is not a Premium vault: it takes no HSM-protected keys.`,
      advice: 'Use a vault of the Premium pricing tier (SKU); a Standard vault can be upgraded in the portal.',
    };
  }
  if (/key_ops/i.test(reasons)) {
    return {
      code: 'usages-refused',
      message: 'The key usages are not allowed for this type of key.',
      advice: 'EC keys allow only sign and verify. Change the usages: group edit GROUP --usages sign,verify.',
    };
  }
  return {
    code: 'bad-parameter',
    message: `The vault ${vault} did not accept a parameter of the request.`,
    advice: 'Read what it says below.',
  };
}

function unauthorized(reasons: string, { vault }: CallContext): Sentence {
  if (reasons.includes('AKV10032')) {
    return {
      code: 'wrong-tenant',
      message: `The token is for another tenant than the one the vault ${vault} belongs to.`,
      advice: "Give the credential the tenant ID of the vault's directory.",
    };
  }
  return {
    code: 'not-authenticated',
    message: `The vault ${vault} did not accept the token.`,
    advice: "Test the credential; check that this machine's clock is right.",
  };
}

function forbidden(reasons: string, context: CallContext): Sentence {
  const { vault, permission } = context;
  if (reasons.includes('ForbiddenByFirewall') || /client address is not authorized/i.test(reasons)) {
    return {
      code: 'forbidden-by-firewall',
      message: `This workstation's address is not allowed in the Networking tab of the vault ${vault}.`,
      advice: 'Add the address there (Firewalls and virtual networks), or connect through the private endpoint.',
    };
  }
  if (reasons.includes('ForbiddenByRbac') || /not authorized to perform action/i.test(reasons)) {
    return {
      code: 'forbidden-by-rbac',
      message: `The application has no role on the vault ${vault} that allows "${permission}" for keys, or it was granted minutes ago and is not yet effective.`,
      advice: 'Assign "Key Vault Crypto Officer" on this vault and wait up to ten minutes.',
    };
  }
  if (permission === 'Purge' && /purge protection/i.test(reasons)) {
    const when =
      context.scheduledPurgeOn === undefined
        ? 'at the end of the retention period'
        : `on ${new Date(context.scheduledPurgeOn).toISOString().slice(0, 10)}`;
    return {
      code: 'purge-protected',
      message: `Purge protection is on in the vault ${vault}; Azure purges by itself ${when}.`,
      advice: 'There is nothing to do. Until then the name cannot be used again.',
    };
  }
  if (/KeyDisabled|disabled key/.test(reasons)) {
    return {
      code: 'key-disabled',
      message: `The key ${context.keyName ?? ''} is disabled in the vault ${vault}.`,
      advice: 'Enable it in the portal first.',
    };
  }
  if (/KeyExpired|expired key/.test(reasons)) {
    return {
      code: 'key-expired',
      message: `A key used for this has expired in the vault ${vault}.`,
      advice: 'Start the job again: a new KEK is made.',
    };
  }
  return {
    code: 'forbidden-by-policy',
    message: `The access policy of the vault ${vault} does not give this application the key permission "${permission}".`,
    advice: `In the portal, open the vault, Access policies, and add "${permission}" under Key permissions.`,
  };
}

function notFound(reasons: string, { vault, keyName }: CallContext): Sentence {
  if (reasons.includes('VaultNotFound')) {
    return {
      code: 'name-not-found',
      message: `There is no vault ${vault}.`,
      advice: 'Check the vault name and the cloud of the credential.',
    };
  }
  return {
    code: 'key-not-found',
    message: `The vault ${vault} has no key ${keyName ?? ''}: it was never pushed, or it was deleted.`,
    advice: "Look among the vault's deleted keys in the portal; push the key again where it should be there.",
  };
}

function conflict(reasons: string, { vault, keyName }: CallContext): Sentence {
  if (reasons.includes('ObjectIsDeletedButRecoverable') || /deleted but recoverable/i.test(reasons)) {
    return {
      code: 'name-blocked',
      message: `The name ${keyName ?? ''} is blocked in the vault ${vault} by a soft-deleted key of the same name.`,
      advice: 'Recover or purge the deleted key first (portal: Keys, Manage deleted keys), then do it again.',
    };
  }
  if (/ObjectIsBeing(?:Deleted|Recovered)|currently being (?:deleted|recovered)/i.test(reasons)) {
    return {
      code: 'name-busy',
      message: `The key ${keyName ?? ''} is still being deleted or recovered in the vault ${vault}.`,
      advice: 'Wait a minute and do it again.',
    };
  }
  return {
    code: 'conflict',
    message: `Somebody else was working on the key ${keyName ?? ''} in the vault ${vault} at the same time.`,
    advice: 'Do it again.',
  };
}
