import { type IndustryProfile, pairs, SECTIONS } from './industry-profile.ts';

/** Employers that build, supply, trade, teach or serve. */
export const SERVICE_PROFILES: readonly IndustryProfile[] = [
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
