export { BoothPage } from './booth-page.tsx';
