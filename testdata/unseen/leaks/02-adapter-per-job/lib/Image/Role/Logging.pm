package Image::Role::Logging;
use strict;
use warnings;
use Moo::Role;
use Log::Any;
use Log::Any::Adapter;

requires 'log_category';

has log    => (is => 'ro', required => 1);
has logger => (is => 'lazy');

sub _build_logger {
    my $self     = shift;
    my $category = $self->log_category;
    Log::Any::Adapter->set({category => $category}, '+Image::Log::Memory', buffer => $self->log, prefix => lc $category);
    return Log::Any->get_logger(category => $category);
}

1;
