import type { DemoHall } from './types.ts';

function hall(order: number, key: string, zh: string, en: string): DemoHall {
  return { key, name: { zh, en }, order };
}

/** The floor of the demo fair. The key is also the letter of the booth numbers. */
export const HALLS: readonly DemoHall[] = [
  hall(1, 'A', '智能制造与装备馆', 'Smart Manufacturing and Equipment'),
  hall(2, 'B', '汽车与新能源馆', 'Automotive and New Energy'),
  hall(3, 'C', '电子信息与半导体馆', 'Electronics and Semiconductors'),
  hall(4, 'D', '软件与互联网馆', 'Software and Internet'),
  hall(5, 'E', '食品与生物医药馆', 'Food, Biotech and Medicine'),
  hall(6, 'F', '化工、材料与纺织馆', 'Chemicals, Materials and Textiles'),
  hall(7, 'G', '建筑、能源与环境馆', 'Construction, Energy and Environment'),
  hall(8, 'H', '商贸、金融与文教馆', 'Commerce, Finance, Culture and Education'),
];
