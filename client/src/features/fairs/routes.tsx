export { FairFloor } from './fair-floor.tsx';
export { FairList } from './fair-list.tsx';
