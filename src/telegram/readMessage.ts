import type { Message, MessageEntity, UserFromGetMe } from 'grammy/types';

/** What somebody says to the bot. */
export type Said =
  | { kind: 'command'; name: 'ayuda' | 'olvidar' }
  | { kind: 'question'; text: string }
  | { kind: 'location'; lat: number; lon: number }
  /** A photo, a voice message and so on. */
  | { kind: 'unreadable' };

/** As they are typed; `start` is what Telegram's own button sends. */
const COMMANDS: Record<string, 'ayuda' | 'olvidar'> = {
  start: 'ayuda',
  ayuda: 'ayuda',
  help: 'ayuda',
  olvidar: 'olvidar',
};

/** What people send; all else without a text is Telegram's own (somebody joined, a message was pinned …). */
const UNREADABLE = [
  'animation',
  'audio',
  'contact',
  'dice',
  'document',
  'paid_media',
  'photo',
  'poll',
  'sticker',
  'story',
  'video',
  'video_note',
  'voice',
] as const satisfies (keyof Message)[];

/** Undefined for what is not said to the bot: in a group that is all but commands, mentions and replies to it. */
export function readMessage(message: Message, me: Pick<UserFromGetMe, 'id' | 'username'>): Said | undefined {
  const isPrivate = message.chat.type === 'private';
  const isReply = message.reply_to_message?.from?.id === me.id;
  const { text, entities = [], location } = message;
  if (text === undefined) {
    if (!isPrivate && !isReply) return undefined;
    if (location !== undefined) return { kind: 'location', lat: location.latitude, lon: location.longitude };
    return UNREADABLE.some((kind) => message[kind] !== undefined) ? { kind: 'unreadable' } : undefined;
  }
  const command = commandIn(text, entities);
  if (command !== undefined) return readCommand(command, me, isPrivate);
  const mentions = entities.filter((entity) => isMention(entity, text, me));
  if (!isPrivate && !isReply && mentions.length === 0) return undefined;
  const question = without(text, mentions);
  return question === '' ? { kind: 'command', name: 'ayuda' } : { kind: 'question', text: question };
}

/** `/ayuda`, `/ayuda@agrobot_bot`; only at the start of a message. */
function commandIn(text: string, entities: readonly MessageEntity[]): string | undefined {
  const first = entities.find(({ type, offset }) => type === 'bot_command' && offset === 0);
  return first && text.slice(1, first.length);
}

function readCommand(
  command: string,
  me: Pick<UserFromGetMe, 'username'>,
  isPrivate: boolean,
): Said | undefined {
  const [name = '', addressee] = command.toLowerCase().split('@');
  if (addressee !== undefined && addressee !== me.username.toLowerCase()) return undefined;
  const known = COMMANDS[name];
  if (known !== undefined) return { kind: 'command', name: known };
  // In a group it may be for another bot.
  return isPrivate || addressee !== undefined ? { kind: 'command', name: 'ayuda' } : undefined;
}

function isMention(entity: MessageEntity, text: string, me: Pick<UserFromGetMe, 'id' | 'username'>): boolean {
  if (entity.type === 'text_mention') return entity.user.id === me.id;
  if (entity.type !== 'mention') return false;
  const mentioned = text.slice(entity.offset, entity.offset + entity.length);
  return mentioned.toLowerCase() === `@${me.username.toLowerCase()}`;
}

/** Offsets and lengths are in UTF-16 units, as those of JavaScript. */
function without(text: string, entities: readonly MessageEntity[]): string {
  let rest = text;
  for (const { offset, length } of [...entities].sort((one, other) => other.offset - one.offset)) {
    rest = `${rest.slice(0, offset)} ${rest.slice(offset + length)}`;
  }
  return rest.replace(/ {2,}/g, ' ').replace(/^[\s,:]+|\s+$/g, '');
}
