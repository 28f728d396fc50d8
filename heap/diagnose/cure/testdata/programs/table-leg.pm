# cure: Weaken $self->{table}
# words: weaken {table} of App::Leg
# not: {leg}
package App::Table;
use strict;
use warnings;

sub new {
    my ($class, $n) = @_;
    my $self = bless { n => $n }, $class;
    $self->{leg} = App::Leg->new($self);
    return $self;
}

package App::Leg;

sub new {
    my ($class, $table) = @_;
    my $self = bless { probe => Probe->new, table => $table }, $class;
    return $self;
}

package App;

sub work {
    my ($class, $n) = @_;
    my $table = App::Table->new($n);
    return $table->{leg}{table}{n};
}

1;
