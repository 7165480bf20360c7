import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import example, given
from hypothesis import strategies as st
from idutils import normalizers  # pyright: ignore[reportMissingTypeStubs]
from inline_snapshot import snapshot

from listbot.catalog.ids import Id, address_of, doi_of, ids_of, read_id

_idutils_doi: Callable[[str], str] = normalizers.normalize_doi  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
_idutils_arxiv: Callable[[str], str] = normalizers.normalize_arxiv  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _cases(table: str) -> list[ParameterSet]:
    """Read a table: the case in words, what is expected, what it is read from last."""
    rows = (re.split(" {2,}", line.strip()) for line in table.strip().splitlines())
    return [pytest.param(*cells, id=words) for words, *cells in rows]


def _spelt(url: str) -> list[str]:
    return [str(found) for found in ids_of(url)]


_HOSTS = st.sampled_from(
    """
    doi.org arxiv.org openreview.net aclanthology.org proceedings.mlr.press github.com
    proceedings.neurips.cc ojs.aaai.org ieeexplore.ieee.org sciencedirect.com nature.com
    biorxiv.org ijcai.org mdpi.com jmlr.org academic.oup.com pubmed.ncbi.nlm.nih.gov
    gitlab.com huggingface.co youtube.com pypi.org web.archive.org link.springer.com
    """.split()  # noqa: SIM905 - words are easier to read than a list of strings
)
_PATHS = st.lists(
    st.sampled_from(
        """
        abs pdf doi 10.1038 10.1101 10.48550 arxiv. s41586-024-00001-1 2401.04079v2 math
        0309136 v1 forum document 123 paper hash article view content early -abstract
        .full .pdf %2F %00 ( ) papers records tree main .git early v3 index.php a b - _
        """.split()  # noqa: SIM905 - words are easier to read than a list of strings
    ),
    max_size=7,
)


@given(_HOSTS, _PATHS, st.sampled_from("/ -."), st.text(max_size=5))
def test_reading_ids_never_fails(host: str, path: list[str], between: str, end: str):
    for found in ids_of(f"https://www.{host}/{between.join(path)}{end}"):
        assert found.value
        assert found.value == found.value.strip()


@given(st.text())
@example("doi:" + "10.1/" * 500)
@example("\ud800")
@example("arXiv:9999.99999")
def test_any_text_is_an_id_or_nothing(text: str):
    found = read_id(text)

    assert found is None or found.value


@given(
    st.from_regex(
        r"10\.[0-9]{4,5}/[a-z0-9]{1,6}[-._()/][A-Za-z0-9]{1,8}", fullmatch=True
    )
)
def test_bare_dois_are_read_as_idutils_reads_them(text: str):
    normal = _idutils_doi(text).lower()

    found = read_id(text)

    assert found is not None
    assert normal.rstrip("/").startswith(found.value)


@given(
    st.one_of(
        st.from_regex(
            r"(0[7-9]|1[0-4])(0[1-9]|1[0-2])\.[0-9]{4}(v[1-9])?", fullmatch=True
        ),
        st.from_regex(
            r"(1[5-9]|2[0-9])(0[1-9]|1[0-2])\.[0-9]{5}(v[1-9])?", fullmatch=True
        ),
        st.from_regex(
            r"(hep-th|math|cs)/9[0-9](0[1-9]|1[0-2])[0-9]{3}", fullmatch=True
        ),
    )
)
def test_bare_arxiv_ids_are_read_as_idutils_reads_them(text: str):
    normal = _idutils_arxiv(text)

    found = read_id(f"arXiv:{text}")

    assert found is not None
    version = f"v{found.version}" if found.version else ""
    assert f"arXiv:{found.value}{version}" == normal


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("10.1038/S41586-024-07618-3", id="bare, in capitals"),
        pytest.param("doi:10.1038/s41586-024-07618-3", id="doi:"),
        pytest.param("DOI: 10.1038/s41586-024-07618-3.", id="DOI: and a full stop"),
        pytest.param("DOI 10.1038/s41586-024-07618-3", id="DOI and a blank"),
        pytest.param("doi.org/10.1038/s41586-024-07618-3", id="no scheme"),
        pytest.param("https://doi.org/10.1038/s41586-024-07618-3", id="doi.org"),
        pytest.param("http://dx.doi.org/10.1038/s41586-024-07618-3", id="dx.doi.org"),
        pytest.param("https://www.doi.org/10.1038/s41586-024-07618-3/", id="www"),
        pytest.param("https://doi.org/doi:10.1038/s41586-024-07618-3", id="doubled"),
        pytest.param("urn:doi:10.1038/s41586-024-07618-3", id="urn"),
        pytest.param("info:doi/10.1038/s41586-024-07618-3", id="info"),
        pytest.param("<https://doi.org/10.1038/s41586-024-07618-3>,", id="brackets"),
        pytest.param("(10.1038%2Fs41586-024-07618-3)", id="escaped"),
        pytest.param("10.1038/s41586-024-07618-3.pdf", id="a file"),
        pytest.param("https://www.nature.com/articles/s41586-024-07618-3", id="a page"),
        pytest.param(
            "DOI: https://doi.org/10.1038/s41586-024-07618-3", id="named link"
        ),
        pytest.param("**DOI:** 10.1038/s41586-024-07618-3", id="bold name"),
        pytest.param("doi = {10.1038/s41586-024-07618-3},", id="BibTeX"),
        pytest.param("10.1038 / s41586-024-07618-3", id="blanks"),
        pytest.param("DOI：１０．１０３８/s41586-024-07618-3", id="wide letters"),
        pytest.param("10.1038/s41586‐024‑07618–3", id="dashes of a PDF"),
        pytest.param("10.1038/s41586-024-07618-3\u200b", id="an unseen sign"),
    ],
)
def test_a_doi_is_read_however_it_is_written(written: str):
    assert read_id(written) == Id("doi", "10.1038/s41586-024-07618-3")


_WRITTEN = """
    as arXiv does        arxiv:2401.04079                   arXiv:2401.04079v2 [cs.CV]
    bare arXiv           arxiv:2401.04079                   2401.04079
    as people cite it    arxiv:2401.04079                   arXiv preprint 2401.04079
    with its day         arxiv:2401.04079                   2401.04079 [cs.CV] 8 Jan 24
    like a DOI           arxiv:2401.04079                   arXiv.2401.04079
    PMC alone            pmcid:PMC7544244                   PMC7544244
    no scheme            arxiv:2401.04079                   arxiv.org/pdf/2401.04079.pdf
    subject class        arxiv:math/0309136                 math.GT/0309136
    PubMed               pmid:40103542                      PMID: 40103542
    PubMed Central       pmcid:PMC7544244                   pmcid:PMC7544244
    ACL Anthology        acl:p19-1001                       P19-1001
    PII                  pii:S0140673620301835              S0140-6736(20)30183-5
    GitHub               github:owner/name                  github:Owner/Name
    Hugging Face         hf:Owner/Name                      hf:Owner/Name
    OpenReview           openreview:trj2Jq8riA              openreview:trj2Jq8riA
    a DOI with pairs     doi:10.1016/s0140-67(20)30183-5    10.1016/S0140-67(20)30183-5
"""


@pytest.mark.parametrize(("spelt", "written"), _cases(_WRITTEN))
def test_other_ids_are_read_as_they_are_written(spelt: str, written: str):
    assert str(read_id(written)) == spelt


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("28308", id="a bare number"),
        pytest.param("2401.99", id="too short for arXiv"),
        pytest.param("2413.04079", id="the thirteenth month"),
        pytest.param("see 10.1038/abc for more", id="a sentence"),
        pytest.param("github:owner", id="an owner alone"),
        pytest.param("10.1038/", id="a prefix alone"),
        pytest.param("https://arxiv.org/list/cs.CV/recent", id="a listing"),
        pytest.param("Attention is all you need", id="a title"),
    ],
)
def test_what_is_no_id_is_nothing(text: str):
    assert read_id(text) is None


@pytest.mark.parametrize(
    ("path", "version"),
    [
        pytest.param("abs/2401.04079", None, id="abs"),
        pytest.param("abs//2401.04079", None, id="two slashes"),
        pytest.param("pdf/2401.04079v2", 2, id="pdf"),
        pytest.param("pdf/2401.04079v12.pdf", 12, id="pdf with its ending"),
        pytest.param("html/2401.04079v1/#S1", 1, id="html"),
        pytest.param("ftp/arxiv/papers/2401/2401.04079.pdf", None, id="ftp"),
        pytest.param("abs/2401.04079?s=03", None, id="with a tracker"),
    ],
)
@pytest.mark.parametrize(
    "host",
    ["arxiv.org", "www.arxiv.org", "export.arxiv.org", "browse.arxiv.org", "ar5iv.org"],
)
def test_arxiv_ids_come_without_their_version(
    host: str, path: str, version: int | None
):
    (found,) = ids_of(f"https://{host}/{path}")

    assert (str(found), found.version) == ("arxiv:2401.04079", version)


_LINKS = """
    old arXiv             arxiv:hep-th/9901001                      https://arxiv.org/abs/hep-th/9901001v3
    old arXiv, ftp        arxiv:cs/0701001                          https://arxiv.org/ftp/cs/papers/0701/0701001.pdf
    paper page            arxiv:2401.04079                          https://huggingface.co/papers/2401.04079
    papers.cool           arxiv:2401.04079                          https://papers.cool/arxiv/2401.04079v1
    Scholar Inbox         arxiv:2401.04079                          https://www.scholar-inbox.com/papers/2401.04079
    Semantic Scholar      arxiv:2401.04079                          https://www.semanticscholar.org/reader/arXiv:2401.04079
    its interface         arxiv:2401.04079                          https://api.semanticscholar.org/arXiv:2401.04079
    its DOIs              doi:10.1000/x                             https://www.semanticscholar.org/paper/DOI:10.1000/x
    alphaXiv              arxiv:2401.04079                          https://www.alphaxiv.org/overview/2401.04079v1
    ADS                   arxiv:2401.04079                          https://ui.adsabs.harvard.edu/abs/2024arXiv240104079X/abstract
    DBLP                  arxiv:2401.04079                          https://dblp.org/rec/journals/corr/abs-2401-04079.html
    DOI of arXiv          arxiv:2401.04079                          https://doi.org/10.48550/arXiv.2401.04079
    Springer              doi:10.1007/978-3-031-43993-3_60          https://link.springer.com/chapter/10.1007/978-3-031-43993-3_60
    Springer, escaped     doi:10.1007/s11263-025-1                  https://link.springer.com/content/pdf/10.1007%2Fs11263-025-1.pdf
    Springer, a figure    doi:10.1007/s11263-025-1                  https://link.springer.com/article/10.1007/s11263-025-1/figures/2
    Springer, references  doi:10.1007/s1                            https://link.springer.com/10.1007/s1_reference.pdf
    ACM                   doi:10.1145/3664647.3681534               https://dl.acm.org/doi/abs/10.1145/3664647.3681534
    Wiley                 doi:10.1002/mp.17716                      https://aapm.onlinelibrary.wiley.com/doi/epdf/10.1002/mp.17716?saml_referrer
    double view           doi:10.1080/1.2                           https://www.tandfonline.com/doi/full/10.1080/1.2/full/html
    IOP                   doi:10.1088/1742-6596/2722/1/012012       https://iopscience.iop.org/article/10.1088/1742-6596/2722/1/012012/meta
    PLOS                  doi:10.1371/journal.pone.1                https://journals.plos.org/plosone/article?id=10.1371/journal.pone.1
    medRxiv               doi:10.1101/2023.07.21.23292757           https://www.medrxiv.org/content/10.1101/2023.07.21.23292757v3.full.pdf
    bioRxiv's new prefix  doi:10.64898/2026.01.02.1                 https://www.biorxiv.org/content/10.64898/2026.01.02.1v1
    OpenReview            openreview:trj2Jq8riA                     https://openreview.net/pdf?noteId=b&id=trj2Jq8riA
    CVF                   cvf:A_B_CVPR_2024                         https://openaccess.thecvf.com/content/CVPR2024/papers/A_B_CVPR_2024_paper.pdf
    PMLR                  pmlr:v97/laroche19a                       http://proceedings.mlr.press/v97/laroche19a/laroche19a.pdf
    PMLR's files          pmlr:v235/rocamora24a                     https://raw.githubusercontent.com/mlresearch/v235/main/assets/rocamora24a/rocamora24a.pdf
    PMLR before           pmlr:v28/laroche13                        http://jmlr.org/proceedings/papers/v28/laroche13.html
    Cell, a file          pii:S0092867424000012                     https://www.cell.com/cell/pdf/S0092-8674(24)00001-2.pdf
    the Lancet            pii:S2589750023000012                     https://www.thelancet.com/journals/landig/article/PIIS2589-7500(23)00001-2/fulltext
    Nature, references    doi:10.1038/s41591-024-02857-3            https://www.nature.com/articles/s41591-024-02857-3_reference.pdf
    bioRxiv, both views   doi:10.1101/2023.01.01.522390             https://www.biorxiv.org/content/10.1101/2023.01.01.522390v2.full.pdf+html
    APA                   doi:10.1037/xge0000001                    https://psycnet.apa.org/doiLanding?doi=10.1037%2Fxge0000001
    NeurIPS               neurips:775ec578876fa6812c062644964b9870  https://proceedings.neurips.cc/paper/2023/file/775ec578876fa6812c062644964b9870-Paper.pdf
    NIPS number           neurips:7729                              http://papers.nips.cc/paper/7729-a-title.pdf
    AAAI                  aaai:AAAI/28308                           https://ojs.aaai.org/index.php/AAAI/article/view/28308/28611
    IEEE stamp            ieee:10635175                             https://ieeexplore.ieee.org/stamp/stamp.jsp?arnumber=10635175&tag=1
    IEEE file             ieee:10635175                             https://ieeexplore.ieee.org/iel7/1/2/010635175.pdf
    PII, ISSN with X      pii:S0038092X25009089                     https://www.sciencedirect.com/science/article/abs/pii/S0038092X25009089
    MDPI                  mdpi:2071-1050/14/1/15                    https://www.mdpi.com/2071-1050/14/1/15/htm
    JMLR                  jmlr:v21/20-074                           https://jmlr.org/papers/volume21/20-074/20-074.pdf
    OUP                   oup:5050020                               https://academic.oup.com/bioinformatics/article/35/2/309/5050020
    PMC                   pmcid:PMC7544244                          https://www.ncbi.nlm.nih.gov/pmc/articles/PMC7544244/
    GitHub                github:mahmoodlab/uni                     http://GitHub.com/MahmoodLab/UNI.git
    GitLab                gitlab:a/b/c                              https://gitlab.com/a/b/C/-/tree/main
    a model               hf:paige-ai/Prism                         https://huggingface.co/paige-ai/Prism/tree/main
    data                  hf:datasets/a/B                           https://hf.co/datasets/a/B
    a video               youtube:344w5h24-h8                       https://youtu.be/344w5h24-h8?t=3
    a package             pypi:my-package-x                         https://pypi.org/project/My_Package.x/
    an archived copy      arxiv:2401.04079                          https://web.archive.org/web/2020/https://arxiv.org/abs/2401.04079
"""


@pytest.mark.parametrize(("spelt", "url"), _cases(_LINKS))
def test_a_link_says_what_it_leads_to(spelt: str, url: str):
    (found,) = ids_of(url)

    assert (str(found), found.exact) == (spelt, True)


_CANDIDATES = """
    an old name at Nature  doi:10.1038/onc2011282                                 https://www.nature.com/articles/onc2011282
    Silverchair            oup:8222498 + doi:10.1093/jcde/qwaf081                 https://academic.oup.com/a/advance-article/doi/10.1093/jcde/qwaf081/8222498
    IJCAI                  ijcai:2019/123 + doi:10.24963/ijcai.2019/123           https://www.ijcai.org/proceedings/2019/0123.pdf
    ACL                    acl:2024.acl-long.1 + doi:10.18653/v1/2024.acl-long.1  https://aclanthology.org/2024.acl-long.1v2.pdf
    early bioRxiv          doi:10.1101/2025.02.06.636835                          https://biorxiv.org/content/biorxiv/early/2025/02/08/2025.02.06.636835.full.pdf
    ACL, a supplement      acl:2024.acl-long.1 + doi:10.18653/v1/2024.acl-long.1  https://aclanthology.org/attachments/2024.acl-long.1.software.zip
    ACL, in folders        acl:p18-1001 + doi:10.18653/v1/p18-1001                https://www.aclweb.org/anthology/papers/P/P18/P18-1001/
    eLife                  doi:10.7554/elife.78823                                https://elifesciences.org/articles/78823
    PeerJ                  doi:10.7717/peerj-cs.123                               https://peerj.com/articles/cs-123/
    BMJ                    doi:10.1136/bmj-2023-078276                            https://www.bmj.com/content/384/bmj-2023-078276
    ACM before             doi:10.1145/3292500.3330701                            https://dl.acm.org/citation.cfm?id=3292500.3330701
    Research Square        doi:10.21203/rs.3.rs-1234567/v1                        https://www.researchsquare.com/article/rs-1234567/v1
    Preprints.org          doi:10.20944/preprints202301.0001.v1                   https://www.preprints.org/manuscript/202301.0001/v1
    OUP, a file            doi:10.1093/x/btac757                                  https://academic.oup.com/x/article-pdf/doi/10.1093/x/btac757/48448969
    Elsevier by any name   pii:S1361841523002578                                  https://www.medicalimageanalysisjournal.com/article/S1361-8415(23)00257-8/fulltext
    arXiv by any name      arxiv:2401.04079                                       https://papers.example.org/show/2401.04079v2.pdf
    a site nobody knows    doi:10.1000/xyz.1                                      https://somewhere.example.org/show/10.1000/xyz.1
"""


@pytest.mark.parametrize(("spelt", "url"), _cases(_CANDIDATES))
def test_what_was_derived_is_a_candidate(spelt: str, url: str):
    found = ids_of(url)

    assert " + ".join(_spelt(url)) == spelt
    assert not found[-1].exact


@pytest.mark.parametrize(
    ("doi", "other"),
    [
        pytest.param("10.18653/v1/P19-1001", "acl:p19-1001", id="ACL"),
        pytest.param("10.24963/ijcai.2019/123", "ijcai:2019/123", id="IJCAI"),
        pytest.param("10.1609/aaai.v38i5.28308", "aaai:AAAI/28308", id="AAAI"),
        pytest.param(
            "10.1016/S0140-6736(20)30183-5", "pii:S0140673620301835", id="PII"
        ),
    ],
)
def test_a_doi_shows_the_publishers_own_id(doi: str, other: str):
    assert _spelt(f"https://doi.org/{doi}") == [f"doi:{doi.lower()}", other]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param(
            "https://delivery.acm.org/10.1145/3360000/3357384/p1.pdf", id="no DOI"
        ),
        pytest.param("https://github.com/topics/vision", id="a topic"),
        pytest.param("https://github.com/mahmoodlab", id="an owner"),
        pytest.param("https://docs.github.com/en/actions", id="GitHub's manual"),
        pytest.param("https://huggingface.co/docs/hub/index", id="documentation"),
        pytest.param("https://openreview.net/group?id=ICLR.cc/2024", id="a venue"),
        pytest.param("https://aclanthology.org/events/acl-2024/", id="an event"),
        pytest.param("https://proceedings.mlr.press/v97/", id="a volume"),
        pytest.param("https://papers.nips.cc/paper/2020", id="a year"),
        pytest.param("https://www.youtube.com/@somebody", id="a channel"),
        pytest.param("https://aclanthology.org/volumes/P18-1/", id="its volumes"),
        pytest.param("https://example.org/v2401.04079", id="a release"),
        pytest.param("https://example.org/", id="a home page"),
        pytest.param("not an address", id="no address"),
    ],
)
def test_a_page_that_is_no_work_has_no_id(url: str):
    assert ids_of(url) == ()


@pytest.mark.parametrize(
    ("rest", "part"),
    [
        pytest.param("", "", id="the repository"),
        pytest.param("/", "", id="closing slash"),
        pytest.param("#usage", "", id="a heading"),
        pytest.param("/tree/main", "", id="a branch"),
        pytest.param("/blob/main/README.md", "", id="its readme"),
        pytest.param("/releases", "", id="its releases"),
        pytest.param("/tree/main/models/b", "models/b", id="a folder"),
        pytest.param("/issues/7", "issues/7", id="an issue"),
    ],
)
def test_a_link_into_a_repository_says_into_what(rest: str, part: str):
    (found,) = ids_of(f"https://github.com/a/b{rest}")

    assert (str(found), found.part) == ("github:a/b", part)


def test_ids_have_pages_and_dois():
    preprint = Id("arxiv", "2401.04079", version=2)

    assert address_of(preprint) == "https://arxiv.org/abs/2401.04079"
    assert doi_of(preprint) == "10.48550/arxiv.2401.04079"
    assert address_of(Id("cvf", "A_CVPR_2024")) is None
    assert doi_of(Id("github", "a/b")) is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("10.1/" * 400, id="many DOIs"),
        pytest.param("10.1000/" + ")" * 2_000, id="many brackets"),
        pytest.param("10.1000/x" + ".pdf" * 500, id="many views"),
        pytest.param(
            "https://doi.org/10.1000/" + "(" * 1_000 + ")" * 1_000, id="pairs"
        ),
        pytest.param("https://arxiv.org/" + "a-" * 1_000, id="an endless archive"),
        pytest.param(
            "https://web.archive.org/" + "web/http://" * 150, id="copies of copies"
        ),
        pytest.param("(" * 32_000 + ")" * 32_000, id="wrappers"),
    ],
)
def test_hostile_text_takes_no_time(text: str):
    start = time.perf_counter()

    read_id(text)
    ids_of(text)

    assert time.perf_counter() - start < 0.1


@pytest.mark.corpus
def test_the_links_of_the_seed_are_all_told_apart(corpus: Path):
    urls = re.findall(r"https?://[^\s)]+", (corpus / "seed.md").read_text("utf-8"))

    counts = Counter(
        found.scheme for url in urls for found in ids_of(url) if found.exact
    )

    assert len(urls) == 146
    assert counts == {
        "doi": 32,
        "arxiv": 10,
        "github": 58,
        "cvf": 16,
        "ieee": 8,
        "openreview": 5,
        "pii": 4,
        "hf": 3,
        "neurips": 2,
        "aaai": 1,
    }


@pytest.mark.corpus
def test_the_links_of_the_real_lists_are_read_as_before(corpus: Path):
    urls = {
        url.rstrip(".,;:'`*")
        for readme in sorted((corpus / "readmes").iterdir())
        for url in re.findall(
            r"https?://[^\s<>\"\]()]+", readme.read_text("utf-8", "replace")
        )
    }

    found = {url: ids_of(url) for url in sorted(urls)}

    counts = Counter(one.scheme for ids in found.values() for one in ids if one.exact)
    derived = Counter(
        one.scheme for ids in found.values() for one in ids if not one.exact
    )
    assert len(urls) == snapshot(33035)
    assert dict(sorted(counts.items())) == snapshot(
        {
            "aaai": 244,
            "acl": 71,
            "apple": 326,
            "arxiv": 4354,
            "bitbucket": 10,
            "codeberg": 52,
            "cvf": 250,
            "doi": 832,
            "gist": 9,
            "github": 15926,
            "gitlab": 77,
            "hex": 11,
            "hf": 68,
            "ieee": 596,
            "ijcai": 126,
            "jmlr": 11,
            "mdpi": 45,
            "mlsys": 11,
            "neurips": 58,
            "npm": 2,
            "openreview": 878,
            "oup": 3,
            "pii": 149,
            "pmcid": 6,
            "pmid": 1,
            "pmlr": 175,
            "pypi": 287,
            "s2": 2,
            "youtube": 115,
        }
    )
    assert derived == snapshot(Counter({"arxiv": 1, "doi": 230}))
    assert all(read_id(str(one)) == one for ids in found.values() for one in ids)
    assert all(
        one in ids_of(page)
        for ids in found.values()
        for one in ids
        if (page := address_of(one))
    )
