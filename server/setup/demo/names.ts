import type { SeededRandom } from './random.ts';

/** A generated person: Chinese name, and the same in pinyin as on a passport (`Ouyang Mingxuan`). */
export type PersonName = { name: string; pinyinName: string; gender: '男' | '女' };

type Syllable = readonly [character: string, pinyin: string];

/** `王Wang 李Li` -> pairs. */
function syllables(text: string): readonly Syllable[] {
  return text.split(/\s+/).map((entry): Syllable => {
    const pinyin = entry.replace(/^[^A-Za-z]+/, '');
    return [entry.slice(0, entry.length - pinyin.length), pinyin];
  });
}

/** Common surnames, the commonest first. */
const SURNAMES = syllables(
  '王Wang 李Li 张Zhang 刘Liu 陈Chen 杨Yang 黄Huang 赵Zhao 吴Wu 周Zhou 徐Xu 孙Sun 马Ma 朱Zhu 胡Hu 郭Guo 何He 林Lin 高Gao 罗Luo ' +
    '郑Zheng 梁Liang 谢Xie 宋Song 唐Tang 许Xu 邓Deng 韩Han 冯Feng 曹Cao 彭Peng 曾Zeng 肖Xiao 田Tian 董Dong 潘Pan 袁Yuan 蔡Cai ' +
    '蒋Jiang 余Yu 于Yu 杜Du 叶Ye 程Cheng 魏Wei 苏Su 吕Lyu 丁Ding 任Ren 卢Lu 姚Yao 沈Shen 钟Zhong 姜Jiang 崔Cui 谭Tan 陆Lu 范Fan ' +
    '汪Wang 廖Liao 石Shi 金Jin 韦Wei 贾Jia 夏Xia 付Fu 方Fang 邹Zou 熊Xiong 白Bai 孟Meng 秦Qin 邱Qiu 侯Hou 江Jiang 尹Yin 薛Xue ' +
    '阎Yan 段Duan 雷Lei 龙Long 黎Li 史Shi 陶Tao 贺He 毛Mao 郝Hao 顾Gu 龚Gong 邵Shao 万Wan 覃Qin 武Wu 钱Qian 戴Dai 严Yan 欧阳Ouyang 上官Shangguan',
);

type GivenName = { first: readonly Syllable[]; last: readonly Syllable[] };

/** Characters that begin and that end a given name of two; one of the latter may stand alone. */
const MALE: GivenName = {
  first: syllables(
    '子Zi 浩Hao 宇Yu 俊Jun 志Zhi 文Wen 家Jia 嘉Jia 思Si 天Tian 明Ming 博Bo 建Jian 景Jing 承Cheng 泽Ze 书Shu 一Yi 云Yun 少Shao 立Li 正Zheng 振Zhen 晓Xiao 永Yong 海Hai 春Chun 佳Jia',
  ),
  last: syllables(
    '轩Xuan 杰Jie 豪Hao 宇Yu 鹏Peng 涛Tao 磊Lei 强Qiang 辉Hui 航Hang 阳Yang 龙Long 飞Fei 凯Kai 睿Rui 博Bo 明Ming 远Yuan 诚Cheng 源Yuan 晨Chen 伟Wei 峰Feng 超Chao 帆Fan 恒Heng 毅Yi 成Cheng 哲Zhe 铭Ming 昊Hao 旭Xu 康Kang',
  ),
};

const FEMALE: GivenName = {
  first: syllables(
    '雨Yu 欣Xin 梦Meng 思Si 佳Jia 晓Xiao 诗Shi 子Zi 雅Ya 语Yu 若Ruo 心Xin 慧Hui 雪Xue 婉Wan 静Jing 文Wen 书Shu 美Mei 嘉Jia 紫Zi 可Ke 依Yi 楚Chu 芷Zhi 春Chun 海Hai',
  ),
  last: syllables(
    '怡Yi 婷Ting 涵Han 萱Xuan 瑶Yao 琪Qi 妍Yan 欣Xin 雯Wen 颖Ying 敏Min 琳Lin 洁Jie 娜Na 彤Tong 莹Ying 馨Xin 悦Yue 宁Ning 瑜Yu 雪Xue 璐Lu 月Yue 晴Qing 玥Yue 岚Lan 倩Qian 媛Yuan',
  ),
};

/** A surname with its weight: they fall off roughly as 1/(rank + 8), near the census. */
const RANKED_SURNAMES = SURNAMES.map((surname, rank) => ({ surname, weight: 1 / (rank + 8) }));

/** Names of well-known people that the lists above could make. */
const KNOWN_PEOPLE = new Set('刘涛 王源 张杰 李宁 杨颖 王凯 马龙 董洁 李晨 周杰 林峰 陈思诚'.split(' '));

/** Draws a name that `taken` doesn't hold yet, and puts it in. */
export function drawName(random: SeededRandom, taken: Set<string>, femaleShare = 0.45): PersonName {
  for (;;) {
    const gender = random.chance(femaleShare) ? '女' : '男';
    const given = gender === '女' ? FEMALE : MALE;
    const [surname, surnamePinyin] = random.pickWeighted(RANKED_SURNAMES, (entry) => entry.weight).surname;
    const [first, firstPinyin] = random.chance(0.14) ? ['', ''] : random.pick(given.first);
    const [last, lastPinyin] = random.pick(given.last);
    const name = `${surname}${first}${last}`;
    if (first === last || surname === first || surname === last || KNOWN_PEOPLE.has(name) || taken.has(name)) continue;
    taken.add(name);
    const givenPinyin = first === '' ? lastPinyin : `${firstPinyin}${lastPinyin.toLowerCase()}`;
    return { name, pinyinName: `${surnamePinyin} ${givenPinyin}`, gender };
  }
}

/** `Ouyang Mingxuan` -> `mingxuan.ouyang`, the local part of an address. */
export function mailName(pinyinName: string): string {
  const [surname = '', given = ''] = pinyinName.toLowerCase().split(' ');
  return `${given}.${surname}`;
}
