package dev.gioconda.faceapi;

import java.util.Map;

/**
 * Everything that the networks tell about a face.
 *
 * @param alignedBox the crop from which expressions, age and gender were estimated
 * @param expressions the probability of each expression
 * @param descriptorBox the crop from which the descriptor was computed
 * @param descriptor 128 numbers, see {@link DescriptorNet}; not to be modified
 */
public record FaceDescription(
        Detection detection,
        Landmarks landmarks,
        Box alignedBox,
        Map<Expression, Double> expressions,
        AgeGenderNet.AgeGender ageGender,
        Box descriptorBox,
        float[] descriptor) {}
