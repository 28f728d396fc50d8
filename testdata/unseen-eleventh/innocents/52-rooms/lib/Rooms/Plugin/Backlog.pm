package Rooms::Plugin::Backlog;
use Mojo::Base 'Mojolicious::Plugin', -signatures;
use Mojo::File qw(path);
use Mojo::JSON qw(decode_json);
use Rooms::Store;

sub register ($self, $app, $conf) {
  my $opt   = decode_json(path($conf->{file})->slurp);
  my $store = Rooms::Store->new(keep => $opt->{backlog}, page_size => $opt->{page});
  $app->helper(backlog => sub ($c) {$store});
}

1;
