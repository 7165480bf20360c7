"""The words lists are written with: kinds of link, venues, headings. No I/O.

All folded; extended when a list turns up that uses another one.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split("|"))


PAPER_LABELS = _words("""
    paper papers pdf arxiv pub publication openreview acl cvf ieee acm springer doi
    biorxiv medrxiv preprint abs html chinarxiv nature elsevier 论文 abstract article
    journal proceedings pmlr neurips nips researchgate sciencedirect
""")
"""What links to the paper itself are called."""

LINK_LABELS = PAPER_LABELS | _words("""
    link full text code codes github gitlab repo repository project projects page
    website web site homepage home demo demos video videos youtube bilibili slides
    poster dataset datasets data model models huggingface hf blog blogs post bibtex
    bib cite citation supplementary supp appendix colab notebook docs documentation
    source official pytorch tensorflow jax python reference implementation url tweet
    twitter weights checkpoint checkpoints talk tutorial news download kaggle space
    spaces app store screenshot coming soon
    代码 项目 主页 解读 中文解读
    数据 模型 part version webpage
    leaderboard benchmark gradio replicate modelscope zhihu wechat x api npm pypi
    here this matlab keras caffe mxnet paddle chainer lua torch java c r julia go rust
    hugging face slide note notes web unofficial reproduced
""")
"""What links of an entry are called, besides the title itself."""

PLAIN_LABELS = _words("""
    paper papers pdf arxiv abs abstract pub doi openreview preprint full text 论文
    code github project page website homepage link demo video slides official repo
    dataset
""")
"""What nothing that is listed is called itself."""

FIELD_LABELS = LINK_LABELS | _words("""
    intro info notes note reddit keywords gitxiv supplement authors author venue tags
    published review
""")
"""What fields of an entry are called that stand in a list below its title."""

VENUES = _words("""
    aaai aacl aamas accv acl acml aistats arxiv asru bibm bionlp biorxiv bmvc cav
    cbm ccs chi chil chinarxiv cikm cogsci coling colm colt conll corl cscw cvpr
    cvprw dac dasfaa dcc eacl eccv eccvw ecml ecmlpkdd edbt embc emnlp emnlpfindings
    eurosys fccm fpga globecom hpca hri iccad iccd iccv iccvw icde icdm icip iclr
    iclrw icml icmlw icpr icra ics icse icsme ijcai ijcnn ijcv infocom interspeech
    iros isbi isca isit ismar ismir issta iui iwqos jair jbhi jmlr kdd lrec media
    medrxiv miccai micro midl mipr mlmi mlsys mlsp mm mmm mobicom mobihoc mobisys
    naacl nature ndss neurips neuripsw nips nsdi osdi oopsla pakdd pami pldi pmb
    pmlr pnas podc popl ppopp preprint ral recsys rss sc scc sensys siggraph
    siggrapha sigir sigmod socc sosp spm ssrn stoc tacl taslp tcad tcsvt tdsc
    techrxiv tgrs tifs tip tkde tkdd tmc tmi tmlr tmm tnnls tog toit tois tomm tpami
    tpds tse tsg tsp tvcg uai uist usenix vldb wacv wmt wsdm www openreview
""")
"""Names that need no year beside them to be a venue."""

VENUE_WORDS = _words("""
    annals acm arxiv bioinformatics biorxiv book cell chapter communications
    conference findings ieee interspeech jama journal lancet letters magazine
    medrxiv nature neurips openreview plos preprint preprints proceedings research
    review reviews sciences symposium thesis transactions workshop workshops annual
    bulletin quarterly engineering informatics
""")
"""Words that names of journals and conferences are made of."""

VENUE_KINDS = _words("""
    conference journal preprint workshop book venue published publication report
    thesis proceedings
""")
"""What stands before a venue: `Journal: …`."""

HONOURS = _words("""
    oral spotlight poster highlight best paper award awards honorable honourable
    mention finalist nominee presentation
""")
"""What a work was at a conference, beside its title."""

FIELDS_OF_STUDY = _words("""
    vision recognition learning systems science graphics computing networks analysis
    applications international intelligence processing language robotics automation
    medicine biology physics chemistry imaging university press society security
    technology management retrieval mining software data
""")
"""Words of venues that look like two names with *and* between them."""

SEASONS = _words("spring summer fall autumn winter")
"""What stands before the year of a course; no venue."""

CONTENTS_HEADINGS = _phrases("""
    contents|content|table of contents|table of content|list of contents|toc|index|
    目录|catalogue
""")
"""Headings of the table of contents, whole."""

OTHER_HEADINGS = CONTENTS_HEADINGS | _phrases("""
    menu|outline|navigation|
    news|updates|update|latest news|recent updates|latest updates|recent news|
    change log|
    changelog|what s new|announcements|announcement|news and updates|updates news|
    news updates|update log|update logs|history|log|
    citation|citations|cite|cite us|how to cite|citing|bibtex|reference|
    bibtex citation|
    cite this work|citation info|to cite|
    contributors|contributor|our contributors|core contributors|code contributors|
    financial contributors|maintainers|maintainer|authors|author|team|our team|
    acknowledgements|acknowledgments|acknowledgement|acknowledgment|credits|thanks|
    special thanks|acknowledge|
    contributing|contribution|contributions|how to contribute|contribute|
    contribution guidelines|contribution guideline|contributing guidelines|
    call for contributions|contribution guide|how to contribute to this list|
    license|licence|licenses|licensing|copyright|disclaimer|
    star history|stargazers|stars|stargazers over time|support|sponsors|sponsor|
    backers|
    donate|donations|contact|contact us|contacts|
    sharing|share|
    legend|symbols|badges|markers|explanation|explanations|icons
""")
"""Headings, whole, that nothing under is an entry."""

DOUBTFUL_HEADINGS = _phrases("""
    news|updates|update|history|log|reference|citation|citations|team|contact|contacts|
    authors|author|credits|stars|support|badges|icons|symbols|markers|legend|
    donations|announcements|contributions|licensing|licenses|copyright
""")
"""Of these, what a topic of a list can be called too."""

FOLD_WORDS = _words("""
    click to expand here more show details see all open unfold collapse the list
    table of contents toc me
""")
"""Words of a fold that say nothing about what is in it."""

RETURN_WORDS = _words("""
    back to top return the list go up contents content table of toc home index ↑ ⬆ 🔝
    🔙
""")
"""Words of a line that only leads back."""

COLUMNS = {
    "venue": _words(
        "venue venues conference conf journal pub publication publisher booktitle "
        "会议 期刊 发表 来源"
    ),
    "date": _words(
        "date year month time published release released submitted 日期 时间 年份"
    ),
    "authors": _words(
        "author authors affiliation affiliations institute institution team 作者 机构"
    ),
    "description": _words(
        "description descriptions summary tldr tl notes note remarks comment comments "
        "keywords contribution highlights about abstract intro introduction 说明 简介 "
        "描述 备注 介绍 details detail overview"
    ),
    "title": _words(
        "title titles paper papers name names project projects work works model models "
        "method methods dataset datasets tool tools article book resource library "
        "framework course benchmark survey topic package repo repository link "
        "论文 标题 题目 名称 项目 模型 大模型 书名"
    ),
}
"""What a table's column says, by the words of its head; the first that fits."""
