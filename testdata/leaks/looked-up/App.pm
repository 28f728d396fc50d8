package App;
use strict;
use warnings;

# Asks whether visitors may do something; asking makes the rights that are not
# there.
my $acl = App::Acl->new(admin => {all => {read => 1}});

sub work {
    my ($class, $n) = @_;
    $acl->may("guest$n", 'page', 'read') or return;
    return 1;
}

package App::Acl;

sub new { my ($class, %rights) = @_; return bless {rights => \%rights}, $class }

sub grant {
    my ($self, $user, $thing, $what) = @_;
    $self->{rights}{$user}{$thing}{$what} = 1;
    return;
}

sub may {
    my ($self, $user, $thing, $what) = @_;
    return 1 if $user eq 'admin';
    return exists $self->{rights}{$user}{$thing}{$what};
}

1;
