package Archive::Audit;
use Mojo::Base -base, -signatures;
use Mojo::Util qw(steady_time);

has 'catalogue';
has 'max_depth' => 6;
has 'last_run'  => sub { {} };

# One audit of a department: how many items, how many boxes are out,
# and the path of each box that is missing.
sub run ($self, $n) {
  my $dep     = $self->catalogue->department($n);
  my $started = steady_time;
  my %totals  = (items => 0, boxes => 0, out => 0);
  my @missing;

  my $visit;
  $visit = sub ($node, $depth) {
    return if $depth > $self->max_depth;
    if ($node->{kind} eq 'box') {
      $totals{boxes}++;
      $totals{items} += $node->{items};
      $totals{out}++ if $node->{state} eq 'reading room';
      push @missing, $node->{name} if $node->{state} eq 'missing';
    }
    $visit->($_, $depth + 1) for @{$node->{children}};
  };
  $visit->($dep, 0);

  my $report = {
    department => $dep->{name},
    %totals,
    missing => scalar @missing,
    first   => $missing[0],
    took    => steady_time - $started,
  };
  $self->last_run->{$dep->{name}} = $report;
  return $report;
}

sub summary ($self) {
  my $out = 0;
  $out += $_->{out} for values %{$self->last_run};
  return sprintf '%d departments, %d boxes out', scalar keys %{$self->last_run}, $out;
}

1;
