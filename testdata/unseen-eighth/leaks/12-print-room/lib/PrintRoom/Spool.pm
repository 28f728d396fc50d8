package PrintRoom::Spool;
use strict;
use warnings;
use POE;

sub spawn {
    my ($class, %arg) = @_;
    my $self = bless { %arg, ended => 0, turn => 0 }, $class;
    POE::Session->create(
        object_states => [ $self => [qw(_start submit)] ],
    );
    return $self;
}

sub _start { $_[KERNEL]->alias_set('spool'); return }

# Every job is a session of its own; it stays until the printer has reported,
# whatever else happens to the session that handed it in.
sub submit {
    my ($self, $job) = @_[ OBJECT, ARG0 ];
    my $printer = $self->{printers}[ $self->{turn}++ % @{ $self->{printers} } ];
    POE::Session->create(
        inline_states => {
            _start   => \&_job_start,
            ripped   => \&_job_ripped,
            printed  => \&_job_printed,
            jammed   => \&_job_jammed,
        },
        heap => {
            job     => $job,
            raster  => [ map { "page $_ of $job->{title}" } 1 .. $job->{pages} ],
            printer => $printer,
            spool   => $self,
        },
    );
    return;
}

sub _job_start {
    my ($kernel, $session) = @_[ KERNEL, SESSION ];
    $kernel->refcount_increment($session->ID, 'printer');
    $kernel->yield('ripped');
    return;
}

sub _job_ripped {
    my ($kernel, $heap) = @_[ KERNEL, HEAP ];
    my $ok = $heap->{printer}->feed($heap->{job});
    $kernel->yield($ok ? 'printed' : 'jammed');
    return;
}

sub _job_printed {
    my ($kernel, $session, $heap) = @_[ KERNEL, SESSION, HEAP ];
    $kernel->refcount_decrement($session->ID, 'printer');
    $heap->{spool}->_ended($heap->{job}, 'ok');
    return;
}

sub _job_jammed {
    my ($heap) = $_[HEAP];
    $heap->{spool}->_ended($heap->{job}, 'jam');
    return;
}

sub _ended {
    my ($self, $job, $how) = @_;
    $self->{result}{$how}++;
    $self->{on_end}->(++$self->{ended});
    return;
}

1;
