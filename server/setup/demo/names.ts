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

const MALE = syllables(
  '浩Hao 宇Yu 轩Xuan 博Bo 文Wen 俊Jun 杰Jie 明Ming 志Zhi 强Qiang 伟Wei 磊Lei 鹏Peng 飞Fei 涛Tao 凯Kai 航Hang 睿Rui 晨Chen 阳Yang ' +
    '子Zi 昊Hao 天Tian 泽Ze 嘉Jia 诚Cheng 宁Ning 远Yuan 思Si 源Yuan 健Jian 康Kang 旭Xu 东Dong 家Jia 豪Hao 正Zheng 毅Yi 景Jing 行Xing ' +
    '云Yun 帆Fan 书Shu 恒Heng 峻Jun 熙Xi 承Cheng 彦Yan 振Zhen 华Hua 铭Ming 哲Zhe 立Li 成Cheng 一Yi 鸣Ming 少Shao 川Chuan 润Run 沛Pei',
);

const FEMALE = syllables(
  '雨Yu 欣Xin 怡Yi 梦Meng 瑶Yao 婷Ting 静Jing 雅Ya 琪Qi 佳Jia 思Si 语Yu 嫣Yan 晓Xiao 雯Wen 诗Shi 涵Han 子Zi 萱Xuan 心Xin ' +
    '悦Yue 婧Jing 媛Yuan 若Ruo 曦Xi 慧Hui 敏Min 颖Ying 芳Fang 丽Li 娜Na 洁Jie 倩Qian 雪Xue 莹Ying 琳Lin 彤Tong 可Ke 馨Xin 月Yue ' +
    '清Qing 宁Ning 书Shu 瑜Yu 依Yi 诺Nuo 晴Qing 文Wen 静Jing 楚Chu 妍Yan 丹Dan 芷Zhi 菲Fei 蕾Lei 璐Lu 玥Yue 舒Shu 岚Lan 采Cai',
);

/** Draws a name that `taken` doesn't hold yet, and puts it in. */
export function drawName(random: SeededRandom, taken: Set<string>, femaleShare = 0.45): PersonName {
  for (;;) {
    const gender = random.chance(femaleShare) ? '女' : '男';
    const given = gender === '女' ? FEMALE : MALE;
    // Surnames fall off roughly as 1/(rank + 8), near the census.
    const [surname, surnamePinyin] = random.pickWeighted(SURNAMES, (entry) => 1 / (SURNAMES.indexOf(entry) + 8));
    const [first, firstPinyin] = random.pick(given);
    const [second, secondPinyin] = random.chance(0.14) ? ['', ''] : random.pick(given);
    const name = `${surname}${first}${second}`;
    if (first === second || surname === first || taken.has(name)) continue;
    taken.add(name);
    return { name, pinyinName: `${surnamePinyin} ${firstPinyin}${secondPinyin.toLowerCase()}`, gender };
  }
}

/** `Ouyang Mingxuan` -> `mingxuan.ouyang`, the local part of an address. */
export function mailName(pinyinName: string): string {
  const [surname = '', given = ''] = pinyinName.toLowerCase().split(' ');
  return `${given}.${surname}`;
}
