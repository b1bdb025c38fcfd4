"""`config` prints what the tests of proxies and systemd run."""

import pytest

from app.cli import main


@pytest.mark.parametrize(
    ("program", "expected"),
    [("nginx", "proxy_cache_key"), ("varnish", "vcl 4.1;\n"), ("systemd", "KillMode=mixed")],
)
def test_each_is_printed(program: str, expected: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", program]) == 0
    assert expected in capsys.readouterr().out


def test_another_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["config", "apache"])
    assert stopped.value.code == 2
    assert "invalid choice: 'apache'" in capsys.readouterr().err
