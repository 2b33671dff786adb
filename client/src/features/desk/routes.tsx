export { BoothDesk } from './booth-desk.tsx';
export { DeskHome } from './desk-home.tsx';
export { Inbox } from './inbox.tsx';
