/**
 * Networks: the study's and the project's own, the backbones (VGG, ResNet, DenseNet, EfficientNet, MobileNetV2,
 * SqueezeNet), heads, layers and normalization of inputs. Parameter names follow torchvision. What is stored on disk
 * about a trained network is in {@code model}.
 */
@NullMarked
package dev.gioconda.nn;

import org.jspecify.annotations.NullMarked;
