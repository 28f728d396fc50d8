package Claims::Checks;
use Moo;
use Claims::Error;

has policies => (is => 'ro', required => 1);
has limit    => (is => 'ro', default => 5000);

sub examine {
    my ($self, $claim) = @_;
    my $policy = $self->_policy($claim);
    $self->_date($claim, $policy);
    $self->_cover($claim, $policy);
    return $self->_amount($claim, $policy);
}

sub _policy {
    my ($self, $claim) = @_;
    return $self->policies->{$claim->{policy}}
        // Claims::Error->throw(reason => 'unknown', message => "there is no policy $claim->{policy}");
}

sub _date {
    my ($self, $claim, $policy) = @_;
    return if $claim->{day} >= $policy->{from} && $claim->{day} <= $policy->{to};
    Claims::Error->throw(reason => 'date', message => "the policy did not run on day $claim->{day}");
}

sub _cover {
    my ($self, $claim, $policy) = @_;
    return if $policy->{covers}{$claim->{cause}};
    Claims::Error->throw(reason => 'cover', message => "damage by $claim->{cause} is not covered");
}

sub _amount {
    my ($self, $claim, $policy) = @_;
    my $amount = 0;
    $amount += $_->{price} for @{$claim->{items}};
    $amount -= $policy->{excess};
    Claims::Error->throw(reason => 'small', message => 'the damage is below the excess') if $amount <= 0;
    return $amount > $self->limit ? $self->limit : $amount;
}

1;
