# nix run 'github:perlheap/perlheap?dir=.github/packaging' -- demo
{
  description = "Find out why a Perl process keeps growing";

  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";

  outputs =
    { self, nixpkgs }:
    let
      # 20260304050607, as Nix has it, is 2026-03-04T05:06:07Z elsewhere.
      time =
        let
          at = start: length: builtins.substring start length (self.lastModifiedDate or "19700101000000");
        in
        "${at 0 4}-${at 4 2}-${at 6 2}T${at 8 2}:${at 10 2}:${at 12 2}Z";
      systems = [
        "x86_64-linux"
        "aarch64-linux"
        "x86_64-darwin"
        "aarch64-darwin"
      ];
    in
    {
      packages = nixpkgs.lib.genAttrs systems (
        system:
        let
          pkgs = nixpkgs.legacyPackages.${system};
        in
        {
          default = pkgs.buildGoModule rec {
            pname = "perlheap";
            version = "1.0.0";
            src = ../..;
            # Of what go mod vendor writes.
            vendorHash = "sha256-AcxbYOiAyjuP0o7qQlPKAIrNO0VDlRXy0tyY7OBZn88=";
            subPackages = [ "cmd/perlheap" ];
            env.CGO_ENABLED = 0;
            ldflags = [
              "-s"
              "-w"
              "-X main.releasedVersion=v${version}"
              "-X main.releasedCommit=${self.rev or "unknown"}"
              "-X main.releasedTime=${time}"
            ];
            # They need perls, editors and a browser.
            doCheck = false;
            nativeBuildInputs = [ pkgs.installShellFiles ];
            postInstall = ''
              for shell in bash zsh fish; do
                $out/bin/perlheap completion $shell > perlheap.$shell
              done
              $out/bin/perlheap man-pages man
              installShellCompletion perlheap.bash perlheap.zsh perlheap.fish
              installManPage man/*.1
            '';
            meta = {
              homepage = "https://github.com/perlheap/perlheap";
              license = pkgs.lib.licenses.asl20;
              mainProgram = "perlheap";
            };
          };
        }
      );
    };
}
