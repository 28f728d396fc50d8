package Thumb::Album;
use strict; use warnings;

sub new {
    my ($class, %arg) = @_;
    return bless {%arg, photos => [], count => 0, bytes => 0, failed => 0, errors => []}, $class;
}

sub upload {
    my ($self, $count, $cv) = @_;
    for (1 .. $count) {
        my $photo = {name => sprintf('img_%05d.jpg', ++$self->{count}), owner => 'user' . int rand 30, exif => 'x' x (200 + rand 400)};
        $cv->begin;
        $self->{client}->add_task(
            $photo->{name},
            on_complete => sub {
                my ($task, $size) = @_;
                $photo->{thumb} = $size;
                $self->{bytes} += $size;
                delete $photo->{exif};
                $self->show($photo);
                $cv->end;
            },
            on_fail => sub {
                my ($task, $reason) = @_;
                $self->{failed}++;
                my $errors = $self->{errors};
                push @$errors, "$photo->{owner}: $reason";
                shift @$errors if @$errors > 20;
                $cv->end;
            },
        );
    }
    return;
}

sub show {
    my ($self, $photo) = @_;
    unshift @{ $self->{photos} }, $photo;
    pop @{ $self->{photos} } if @{ $self->{photos} } > $self->{shown};
    return;
}

sub line { my $self = shift; return "$self->{count} uploads, $self->{bytes} bytes, $self->{failed} failed" }

1;
