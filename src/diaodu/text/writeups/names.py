"""Lists of project and lead names: where one name ends and the next begins."""

import re

from diaodu.text.span import Span
from diaodu.text.writeups.layout import Layout
from diaodu.text.writeups.lexicon import CARDINAL

LONGEST_NAME = 45

_LISTING = re.compile("、|,|;|以及|及其")
_AND = re.compile("和|与|及")
_WORD_AROUND_AND = re.compile(
    "(?:[共祥温饱总泰太永人中颐雍融义仁康德瑞兴嘉天万安信宏三协平清元福熙]和|普及|涉及|参与|赋予|给与"
    "|和(?:平|谐|美|顺|田|县|润|合|兴|悦|气|牛|盛|泰|园|居|苑)|及时|与时)"
)
_MAKES = (
    "园|园区|基地|厂|站|路|桥|街|中心|工程|改造|迁建|搬迁|修复|治理|利用|生产线|公园|医院|学院|学校|校区|小区|社区|小镇|广场|高速|铁路|水库|电站|电厂|管网|隧道|机场|港"
    "|港区|重建|复建|拓宽|贯通|航站楼|码头|大道|街区|市场|综合体|大厦|馆|院|楼|城|谷|湖|厂房|仓|库|车间|[一二三四五六]期|新建|改建|扩建|改扩建|建设|更新|提升|整治|保护|开发|升级|扩产|扩能|技改|加工|制造"
    "|材料|新材料|装备|设备|机器人|器件|传感器|药|原料药|粉|电池|隔膜|铝|钢|铜|车|商用车|研发|总部|物流|冷链|光伏|风电|发电|储能|联产|供水|供热|排水|防涝|安置房|征迁|安置"
    "|绿化|亮化|硬化|环线|连接线|快速路|快速化|公路|国道|省道|枢纽|车站|客运站|泵站|灌区|河道|水系|湿地|新区|片区|示范区|产业园|孵化器|加速器|实验室|平台|数据中心|系统"
    "|度假村|酒店|景区|乐园|养老院|养老社区|幼儿园|小学|中学|一中|公寓|农田|养殖|种植|酒|饮料|食品|纤维|薄膜|芯片|模组|组件|零部件|配件|铸造|锻造|线缆|玻璃|陶瓷|水泥|化工|产业链|外迁"
    "|回收|处置|处理|热解|焚烧|填埋|生产|项目|村|镇|岛|渠|坝|堤|闸|线|网|塔|井|矿|氢|氨|醇|膜|片|板|管|泵|阀|机|器|舱|舟|船|站房|街坊|家园|花园|书院|剧院|体育场|球场"
)
_MAKES_END = re.compile(f"(?:{_MAKES})(?:\\([^()]*\\))?$|\\d|[A-Za-z]|”$")
_GENERIC = re.compile(
    "\\([市县区镇、]+\\)|全[省市县区镇]|我[省市县区镇]|[省市县区镇乡]级|各[县市区镇乡级地部门单位]*|省市|主导|主要|产业|重点|重大|重要|项目|建设|工作|推进|进展|情况|招商|引资|线索|存在|问题|困难|措施"
    "|下步|下一步|下一阶段|阶段|部分|相关|有关|近期|当前|目前|前期|今年|去年|本月|上月|上半年|下半年|[一二三四1-4]季度|以来|固定资产|投资|经济|运行|要素|保障|要素保障|完成|年度|目标|任务|计划"
    "|总体|整体|汇报|报告|梳理|储备|谋划|申报|专项|债券|债|资金|用地|用工|土地|征地|拆迁|环评|能耗|审批|手续|服务|企业|工业|农业|项目化|清单|台账|入库|纳统|开工|投产|竣工|签约|在谈|在建"
    "|续建|新建|集中|贡献|攻坚|行动|活动|会议|精神|讲话|政策|意见|方案|办法|制度|机制|通知|文件|发言|部门|单位|责任|负责人|县区|县\\(市\\(?区\\)|市\\(?区|县|市|区|镇|乡|村|街道"
    "|的|了|等|和|与|及|以及|以|中|其中|大家|几个|一批|第一批|首批|本次|此次|这次|一些|多个|多家|所有|全部|全体|分类|逐项|具体|实际|现场|困难|瓶颈|堵点|难点|痛点|短板|不足|差距|原因|对策|建议|思路|打算|路径"
    "|质量|安全|生产|进度|节点|时序|序时|指标|数据|统计|考核|评价|排名|通报|成效|做法|经验|典型|案例|特色|优势|潜力|形势|任务书|路线图|时间表|跟进|对接|洽谈|落地|实施|履约|转化|外资|内资|民间"
    "|基础设施|民生|社会|民营|领域|行业|板块|方面|环节|层面|链条|集群|三十工程|三个一批|“|”|[,、;: ]"
)
_NOT_A_NAME = re.compile(
    f"{CARDINAL}(?:个|项|条|家|批|次|户|亿|万)|《|.*(?:问题|情况|汇报|精神|事宜|负责人|部门|等单位|措施|会议|讲话|要求|进行|完成率|增长|同比|领导|意见|建议)$|.*(?:了|进行|会议|要求|强调)"
)
_BEFORE_THE_NAME = re.compile(
    "(?:了|的|及|和|与|、|,|;| |以及|关于|对|就|其中|包括|涉及|分别是|分别为|主要有|省市?重点(?:建设)?项目(?=.{4,})|市(?:级)?重点(?:建设)?项目(?=.{4,})|县(?:级)?重点(?:建设)?项目(?=.{4,})"
    "|在建的|新开工的|续建的|拟建的|在谈的|“[^”]{2,10}”(?:工程)?(?:项目)?(?:中)?的|[一-鿿]{2,8}一批(?:项目)?(?:中)?的|三十工程(?:项目)?中?的)+"
)
_DESCRIPTION = re.compile("[^、,;]{0,40}?(?:投资|亿元|万元|承建|实施|引进|位于|占地|建设|运营)[^、,;的]{0,20}的(?=.{3,})")
_AFTER_THE_NAME = re.compile(
    "(?:\\((?:[^()]*(?:亿|万元|投资|牵头|负责)[^()]*)\\)|(?:重点)?项目(?:一?期)?|现场|工地|建设(?:情况|现场|工地|进度)|进展|进度|情况|线索| )+$"
)


def split_names(layout: Layout, span: Span, expected: int | None) -> list[Span]:
    """Names of a list. `expected` is the number that the sentence itself gives (两个, 三个), and settles what 和 joins."""
    pieces = [piece for piece in layout.split(span, _LISTING) if len(layout.trimmed(piece))]
    if expected is not None and len(pieces) >= expected:
        return pieces
    parted: list[Span] = []
    for piece in pieces:
        is_last = piece is pieces[-1]
        parted.extend(_part_at_and(layout, piece, eager=is_last and (len(pieces) > 1 or expected == len(pieces) + 1)))
    return parted


def _part_at_and(layout: Layout, piece: Span, *, eager: bool) -> list[Span]:
    """甲和乙 in two, unless 和 belongs to a name; `eager` where a list is ending and 和 is expected."""
    for mark in _AND.finditer(layout.folded, piece.start, piece.end):
        around = layout.folded[max(piece.start, mark.start() - 1) : mark.end() + 1]
        left, right = Span(piece.start, mark.start()), Span(mark.end(), piece.end)
        if layout.shielded[mark.start()] or _WORD_AROUND_AND.search(around) or len(right) < 3:
            continue
        if (eager and len(left) >= 3) or (len(left) >= 4 and looks_built(layout.words(left))):
            return [left, *_part_at_and(layout, right, eager=False)]
    return [piece]


def looks_built(words: str) -> bool:
    """Ends as things end that are built or made: 园, 基地, 改造, 二期 …, or carries a figure."""
    return len(words) >= 3 and _MAKES_END.search(words) is not None


def clean_name(layout: Layout, span: Span) -> Span | None:
    """The bare name of a project or lead; None when only general words are left."""
    span = layout.trimmed(span)
    if len(span) > 3 * LONGEST_NAME:
        return None
    if (before := _BEFORE_THE_NAME.match(layout.folded, span.start, span.end)) is not None:
        span = Span(before.end(), span.end)
    if (described := _DESCRIPTION.match(layout.folded, span.start, span.end)) is not None:
        span = Span(described.end(), span.end)
    if (after := _AFTER_THE_NAME.search(layout.folded, span.start, span.end)) is not None:
        span = Span(span.start, after.start())
    span = _without_quotes(layout, layout.trimmed(span))
    words = layout.words(span)
    if not 2 <= len(words) <= LONGEST_NAME or _NOT_A_NAME.match(words) or len(_GENERIC.sub("", words)) < 2:
        return None
    return span


def _without_quotes(layout: Layout, span: Span) -> Span:
    words = layout.words(span)
    if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
        return Span(span.start + 1, span.end - 1)
    return span
