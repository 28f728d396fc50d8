use Mojo::Base -strict, -signatures;
use Mojo::Server;
use Mojo::UserAgent;
use Rooms;
use Devel::MAT::Dumper;

my $out = shift // '.';
srand 99;

my $app = Rooms->new;
my $ua  = Mojo::UserAgent->new;
$ua->server->app($app);

my @people = map { "guest$_" } 1 .. 70;
my @words  = qw(boat quay lamp winter anchor rope gull salt tide harbour mast crew storm pilot buoy);

sub chatter ($room) {
  my @lines = map {
    { from => $people[rand @people], text => join ' ', map { $words[rand @words] } 1 .. 3 + rand 6 }
  } 1 .. 6;
  my $res = $ua->post("/room/$room/lines" => json => \@lines)->result;
  die $res->body unless $res->is_success;
}

my %dump = (100 => 'early', 350 => 'mid', 900 => 'late');
my $last = 900;

for my $i (1 .. $last) {
  my $room = 'pier' . ($i % 16);
  chatter($room);
  $ua->get("/room/$room")->result if $i % 9 == 0;
  Devel::MAT::Dumper::dump("$out/$dump{$i}.pmat") if $dump{$i};
}
