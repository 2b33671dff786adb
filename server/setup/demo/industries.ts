import type { PositionFamilyKey } from './position-families.ts';
import type { Bilingual, DemoIndustry } from './types.ts';

/** A kind of employer: what it is called, what it makes, and whom it looks for. */
export type IndustryProfile = {
  industry: DemoIndustry;
  hallKey: string;
  /** How often, among the demo employers. */
  weight: number;
  /** Last part of the employer's name: 装备 / Equipment. */
  suffixes: readonly Bilingual[];
  /** What it does, to follow 主要从事 / "works on". */
  products: readonly Bilingual[];
  families: readonly PositionFamilyKey[];
};

/** Sections of GB/T 4754-2017 (国民经济行业分类) that the demo uses. */
const SECTIONS = {
  C: { code: 'C', name: { zh: '制造业', en: 'Manufacturing' } },
  D: {
    code: 'D',
    name: { zh: '电力、热力、燃气及水生产和供应业', en: 'Production and supply of electricity, heat, gas and water' },
  },
  E: { code: 'E', name: { zh: '建筑业', en: 'Construction' } },
  F: { code: 'F', name: { zh: '批发和零售业', en: 'Wholesale and retail trade' } },
  G: { code: 'G', name: { zh: '交通运输、仓储和邮政业', en: 'Transport, storage and post' } },
  I: {
    code: 'I',
    name: {
      zh: '信息传输、软件和信息技术服务业',
      en: 'Information transmission, software and information technology services',
    },
  },
  J: { code: 'J', name: { zh: '金融业', en: 'Finance' } },
  L: { code: 'L', name: { zh: '租赁和商务服务业', en: 'Leasing and business services' } },
  M: { code: 'M', name: { zh: '科学研究和技术服务业', en: 'Scientific research and technical services' } },
  N: {
    code: 'N',
    name: { zh: '水利、环境和公共设施管理业', en: 'Water conservancy, environment and public facilities' },
  },
  P: { code: 'P', name: { zh: '教育', en: 'Education' } },
  R: { code: 'R', name: { zh: '文化、体育和娱乐业', en: 'Culture, sports and entertainment' } },
} satisfies Record<string, DemoIndustry>;

/** `装备/Equipment；精密/Precision` -> pairs. */
function pairs(text: string): readonly Bilingual[] {
  return text.split('；').map((entry) => {
    const cut = entry.indexOf('/');
    return { zh: entry.slice(0, cut), en: entry.slice(cut + 1) };
  });
}

/** Number 0 is the profile of the first booth. */
export const INDUSTRY_PROFILES: readonly IndustryProfile[] = [
  {
    industry: SECTIONS.C,
    hallKey: 'A',
    weight: 17,
    suffixes: pairs(
      '装备/Equipment；精密机械/Precision Machinery；智能装备/Smart Equipment；数控/CNC；重工/Heavy Industry；机器人/Robotics；自动化/Automation；传动/Drives',
    ),
    products: pairs(
      '数控机床与柔性产线/CNC machine tools and flexible production lines；工业机器人与末端执行器/industrial robots and end effectors；精密减速器与传动部件/precision gearboxes and drive parts；智能仓储与输送设备/automated storage and conveying equipment；包装与灌装成套设备/packaging and filling lines；工程机械液压系统/hydraulic systems for construction machinery',
    ),
    families: [
      'mechanicalDesign',
      'process',
      'equipment',
      'quality',
      'electricalDesign',
      'controls',
      'robotApplication',
      'salesEngineer',
      'productionTrainee',
      'supplyChain',
      'accounting',
      'humanResources',
      'industrialDesign',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'B',
    weight: 13,
    suffixes: pairs(
      '汽车零部件/Auto Parts；汽车科技/Automotive Technology；底盘系统/Chassis Systems；汽车电子/Automotive Electronics；车身技术/Body Technology；热管理/Thermal Management',
    ),
    products: pairs(
      '线控底盘与制动系统/steer-by-wire chassis and brake systems；车身轻量化冲压件/lightweight stamped body parts；车载域控制器与线束/vehicle domain controllers and wiring harnesses；新能源汽车热管理部件/thermal management parts for electric vehicles；座椅与内饰总成/seats and interior assemblies；商用车车桥与悬架/axles and suspensions for commercial vehicles',
    ),
    families: [
      'vehicleDevelopment',
      'vehicleTest',
      'mechanicalDesign',
      'process',
      'quality',
      'embedded',
      'autoService',
      'equipment',
      'productionTrainee',
      'salesEngineer',
      'supplyChain',
      'accounting',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'B',
    weight: 7,
    suffixes: pairs('新能源/New Energy；储能/Energy Storage；光伏/Photovoltaics；动力电池/Power Battery'),
    products: pairs(
      '动力电池模组与电池包/power battery modules and packs；储能系统集成/energy storage system integration；光伏组件与支架/photovoltaic modules and mounting；电池正负极材料/battery electrode materials；充电桩与换电设备/charging and battery swapping equipment',
    ),
    families: [
      'battery',
      'electricalDesign',
      'powerSystem',
      'process',
      'quality',
      'materials',
      'embedded',
      'equipment',
      'productionTrainee',
      'salesEngineer',
      'dataAnalysis',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'C',
    weight: 12,
    suffixes: pairs(
      '微电子/Microelectronics；半导体/Semiconductor；光电/Optoelectronics；电子科技/Electronics；传感/Sensing；通信技术/Communications',
    ),
    products: pairs(
      '功率器件设计与封装测试/power device design, packaging and test；物联网传感器与模组/sensors and modules for the internet of things；光通信器件/optical communication components；高密度印制电路板/high-density printed circuit boards；工业相机与机器视觉/industrial cameras and machine vision；电源管理芯片/power management chips',
    ),
    families: [
      'hardware',
      'embedded',
      'chip',
      'semiconductorProcess',
      'testDevelopment',
      'quality',
      'equipment',
      'communications',
      'algorithm',
      'salesEngineer',
      'supplyChain',
      'accounting',
    ],
  },
  {
    industry: SECTIONS.I,
    hallKey: 'D',
    weight: 15,
    suffixes: pairs(
      '软件/Software；信息技术/Information Technology；数字科技/Digital Technology；云计算/Cloud；网络科技/Networks；物联网/IoT；智能科技/Intelligent Technology',
    ),
    products: pairs(
      '制造企业生产管理系统/manufacturing execution systems；医院与社区健康信息化/health information systems for hospitals and communities；智慧园区与物联网平台/smart campus and IoT platforms；数据中台与商业智能/data platforms and business intelligence；在线教育与实训系统/online teaching and training systems；跨境电商管理软件/software for cross-border e-commerce；工业视觉检测算法/industrial visual inspection algorithms',
    ),
    families: [
      'backend',
      'frontend',
      'softwareTest',
      'operations',
      'dataAnalysis',
      'algorithm',
      'productManager',
      'implementation',
      'uiDesign',
      'embedded',
      'humanResources',
      'newMedia',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'E',
    weight: 10,
    suffixes: pairs(
      '食品/Foods；生物科技/Biotech；发酵/Fermentation；乳业/Dairy；农产品加工/Agri-Processing；健康食品/Health Foods',
    ),
    products: pairs(
      '功能性糖与食品配料/functional sugars and food ingredients；冷链预制菜/chilled ready meals；发酵调味品/fermented condiments；乳制品与植物基饮品/dairy and plant-based drinks；酶制剂与益生菌/enzymes and probiotics；粮油精深加工/grain and oil processing',
    ),
    families: [
      'foodDevelopment',
      'foodQuality',
      'fermentation',
      'process',
      'productionTrainee',
      'laboratory',
      'marketing',
      'ecommerce',
      'supplyChain',
      'accounting',
      'packaging',
      'equipment',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'E',
    weight: 7,
    suffixes: pairs('制药/Pharmaceuticals；生物医药/Biopharma；医疗器械/Medical Devices；药物研究/Drug Research'),
    products: pairs(
      '化学原料药与制剂/active ingredients and finished dosage forms；体外诊断试剂与仪器/in-vitro diagnostic reagents and instruments；康复与监护器械/rehabilitation and monitoring devices；生物制品工艺开发/bioprocess development；中药饮片与配方颗粒/herbal slices and granules',
    ),
    families: [
      'pharmaResearch',
      'fermentation',
      'laboratory',
      'pharmaQuality',
      'medicalSales',
      'equipment',
      'embedded',
      'productionTrainee',
      'accounting',
      'humanResources',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'F',
    weight: 7,
    suffixes: pairs(
      '新材料/New Materials；化工/Chemicals；高分子/Polymers；涂料/Coatings；包装材料/Packaging Materials',
    ),
    products: pairs(
      '工程塑料改性与注塑/modified engineering plastics and moulding；水性涂料与胶粘剂/waterborne coatings and adhesives；电子级化学品/electronic-grade chemicals；可降解包装材料/biodegradable packaging；复合材料预浸料/composite prepregs',
    ),
    families: [
      'materials',
      'chemicalProcess',
      'laboratory',
      'quality',
      'safety',
      'packaging',
      'salesEngineer',
      'productionTrainee',
      'equipment',
      'trade',
    ],
  },
  {
    industry: SECTIONS.C,
    hallKey: 'F',
    weight: 5,
    suffixes: pairs('纺织/Textiles；服饰/Apparel；针织/Knitwear；印染/Dyeing'),
    products: pairs(
      '功能性针织面料/functional knitted fabrics；校服与职业装/school uniforms and workwear；数码印花与染整/digital printing and finishing；家用纺织品/home textiles；产业用无纺布/industrial nonwovens',
    ),
    families: [
      'textileProcess',
      'fashionDesign',
      'quality',
      'trade',
      'ecommerce',
      'visualDesign',
      'productionTrainee',
      'accounting',
      'laboratory',
    ],
  },
  {
    industry: SECTIONS.E,
    hallKey: 'G',
    weight: 7,
    suffixes: pairs('建设/Construction；建筑工程/Building；市政工程/Municipal Engineering；装饰工程/Interior Works'),
    products: pairs(
      '房屋建筑与装配式施工/building and prefabricated construction；市政道路与桥梁/municipal roads and bridges；轨道交通土建/civil works for rail transit；建筑装饰与机电安装/fit-out and building services；水利与基础工程/hydraulic and foundation works',
    ),
    families: [
      'construction',
      'costEngineer',
      'bim',
      'safety',
      'environmentalDesign',
      'electricalDesign',
      'accounting',
      'humanResources',
    ],
  },
  {
    industry: SECTIONS.D,
    hallKey: 'G',
    weight: 4,
    suffixes: pairs('电力/Power；电气工程/Electrical Engineering；能源服务/Energy Services；智能电网/Smart Grid'),
    products: pairs(
      '配电网建设与运维/distribution network construction and operation；分布式能源与综合能源服务/distributed and integrated energy services；变电站二次设备/substation secondary equipment；余热利用与供热/waste heat recovery and heating',
    ),
    families: [
      'powerSystem',
      'electricalDesign',
      'controls',
      'equipment',
      'safety',
      'operations',
      'salesEngineer',
      'accounting',
    ],
  },
  {
    industry: SECTIONS.N,
    hallKey: 'G',
    weight: 4,
    suffixes: pairs(
      '环境科技/Environmental Technology；水务/Water；生态工程/Ecological Engineering；环保设备/Environmental Equipment',
    ),
    products: pairs(
      '工业废水处理与回用/industrial waste water treatment and reuse；河湖生态修复/river and lake restoration；固废资源化/solid waste recovery；烟气治理设备/flue gas treatment equipment',
    ),
    families: [
      'environmentalEngineer',
      'laboratory',
      'equipment',
      'construction',
      'safety',
      'salesEngineer',
      'mechanicalDesign',
    ],
  },
  {
    industry: SECTIONS.F,
    hallKey: 'H',
    weight: 6,
    suffixes: pairs(
      '商贸/Trading；国际贸易/International Trade；供应链/Supply Chain；零售/Retail；电子商务/E-commerce',
    ),
    products: pairs(
      '家居用品跨境零售/cross-border retail of home goods；生鲜与社区零售/fresh food and neighbourhood retail；工业品一站式采购/one-stop industrial procurement；运动户外品牌分销/distribution of outdoor brands；机电产品进出口/import and export of machinery',
    ),
    families: [
      'ecommerce',
      'trade',
      'newMedia',
      'marketing',
      'supplyChain',
      'visualDesign',
      'storeTrainee',
      'accounting',
      'humanResources',
    ],
  },
  {
    industry: SECTIONS.G,
    hallKey: 'H',
    weight: 4,
    suffixes: pairs('物流/Logistics；供应链服务/Supply Chain Services；冷链/Cold Chain；港务/Port Services'),
    products: pairs(
      '合同物流与干线运输/contract logistics and line haul；冷链仓储与城市配送/cold storage and city delivery；内河港口与多式联运/inland ports and multimodal transport；跨境货运代理/cross-border freight forwarding',
    ),
    families: [
      'logistics',
      'supplyChain',
      'trade',
      'dataAnalysis',
      'operations',
      'storeTrainee',
      'accounting',
      'humanResources',
    ],
  },
  {
    industry: SECTIONS.J,
    hallKey: 'H',
    weight: 3,
    suffixes: pairs(
      '融资租赁/Leasing；保险服务/Insurance Services；科技金融服务/Technology Finance；农村金融服务/Rural Finance Services',
    ),
    products: pairs(
      '中小企业设备融资租赁/equipment leasing for small and medium businesses；财产与责任保险服务/property and liability insurance services；农村普惠金融/inclusive finance in the countryside；供应链金融/supply chain finance',
    ),
    families: [
      'customerManager',
      'riskControl',
      'accounting',
      'dataAnalysis',
      'backend',
      'marketing',
      'humanResources',
    ],
  },
  {
    industry: SECTIONS.P,
    hallKey: 'H',
    weight: 3,
    suffixes: pairs('教育科技/Education Technology；职业教育/Vocational Education；教育咨询/Education Consulting'),
    products: pairs(
      '职业院校实训课程/practical courses for vocational colleges；青少年科学素养课程/science courses for young people；企业内训与管理培训/in-company and management training',
    ),
    families: ['teacher', 'courseDesign', 'newMedia', 'marketing', 'visualDesign', 'humanResources'],
  },
  {
    industry: SECTIONS.R,
    hallKey: 'H',
    weight: 4,
    suffixes: pairs('文化传媒/Media；创意设计/Creative Design；数字文化/Digital Culture；展览展示/Exhibitions'),
    products: pairs(
      '品牌视觉与包装设计/brand and packaging design；短视频与直播内容/short video and live content；展厅与博物馆数字展示/digital displays for showrooms and museums；文旅活动策划/cultural tourism events',
    ),
    families: [
      'visualDesign',
      'uiDesign',
      'newMedia',
      'environmentalDesign',
      'industrialDesign',
      'marketing',
      'translation',
    ],
  },
  {
    industry: SECTIONS.M,
    hallKey: 'A',
    weight: 5,
    suffixes: pairs('检测技术/Testing；工程技术/Engineering；工业研究院/Industrial Research；计量校准/Metrology'),
    products: pairs(
      '汽车与零部件检测认证/testing and certification of vehicles and parts；食品与农产品检验/food and farm produce inspection；工业设备诊断与改造/diagnosis and retrofit of industrial equipment；仪器计量与校准/instrument metrology and calibration',
    ),
    families: [
      'laboratory',
      'vehicleTest',
      'quality',
      'foodQuality',
      'testDevelopment',
      'environmentalEngineer',
      'mechanicalDesign',
      'salesEngineer',
      'translation',
    ],
  },
  {
    industry: SECTIONS.L,
    hallKey: 'H',
    weight: 3,
    suffixes: pairs(
      '人力资源服务/Human Resources；企业服务/Business Services；管理咨询/Consulting；会展服务/Event Services',
    ),
    products: pairs(
      '制造业招聘与用工服务/recruitment and staffing for manufacturers；财税与工商代理/tax and registration services；企业数字化咨询/consulting on going digital；知识产权代理/intellectual property services',
    ),
    families: [
      'humanResources',
      'accounting',
      'customerManager',
      'marketing',
      'translation',
      'newMedia',
      'implementation',
    ],
  },
];
