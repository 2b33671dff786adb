export { BoothAdmin } from './booth-admin.tsx';
export { LiveBoard } from './live-board.tsx';
export { OrganizeHome } from './organize-home.tsx';
