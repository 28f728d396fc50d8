class Perlheap < Formula
  desc "Find out why a Perl process keeps growing"
  homepage "https://github.com/perlheap/perlheap"
  version "@VERSION@"
  license "Apache-2.0"

  on_macos do
    on_arm do
      url "https://github.com/perlheap/perlheap/releases/download/v@VERSION@/perlheap-@VERSION@-darwin-arm64.tar.gz"
      sha256 "@darwin-arm64@"
    end
    on_intel do
      url "https://github.com/perlheap/perlheap/releases/download/v@VERSION@/perlheap-@VERSION@-darwin-amd64.tar.gz"
      sha256 "@darwin-amd64@"
    end
  end

  on_linux do
    on_arm do
      url "https://github.com/perlheap/perlheap/releases/download/v@VERSION@/perlheap-@VERSION@-linux-arm64.tar.gz"
      sha256 "@linux-arm64@"
    end
    on_intel do
      url "https://github.com/perlheap/perlheap/releases/download/v@VERSION@/perlheap-@VERSION@-linux-amd64.tar.gz"
      sha256 "@linux-amd64@"
    end
  end

  def install
    bin.install "perlheap"
    bash_completion.install "completions/perlheap.bash" => "perlheap"
    zsh_completion.install "completions/perlheap.zsh" => "_perlheap"
    fish_completion.install "completions/perlheap.fish"
    man1.install Dir["man/*.1"]
    doc.install "README.md", "CHANGELOG.md", "THIRD-PARTY.txt"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/perlheap version")
    assert_match "lib/Helpers.pm", shell_output("#{bin}/perlheap demo")
  end
end
